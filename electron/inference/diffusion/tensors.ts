/** Numbers into and out of ONNX models, in whatever precision they ask for. */
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";

/** What a model's input is declared as. */
export interface InputSpec {
  readonly type: string;
  readonly rank: number;
  /** Sizes, or the names of those that are free. */
  readonly dims: readonly (number | string)[];
}

/** The declared inputs of a session by name. */
export function inputsOf(session: Pick<InferenceSession, "inputMetadata">): ReadonlyMap<string, InputSpec> {
  return new Map(
    session.inputMetadata.flatMap((input) =>
      input.isTensor
        ? [[input.name, { type: input.type, rank: input.shape.length, dims: input.shape }] as const]
        : [],
    ),
  );
}

/** Makes the tensor an input wants. @throws StudioError "model-invalid" for a type that is no number. */
export function tensorFor(
  spec: { readonly type: string },
  values: ArrayLike<number>,
  dims: readonly number[],
): Tensor {
  switch (spec.type) {
    case "float32":
      return new Tensor("float32", values instanceof Float32Array ? values : Float32Array.from(values), dims);
    case "float16":
      return new Tensor("float16", Uint16Array.from(values, toHalf), dims);
    case "float64":
      return new Tensor("float64", Float64Array.from(values), dims);
    case "int64":
      return new Tensor(
        "int64",
        BigInt64Array.from(Array.from(values, (value) => BigInt(Math.round(value)))),
        dims,
      );
    case "int32":
      return new Tensor("int32", Int32Array.from(values, Math.round), dims);
    case "bool":
      return new Tensor(
        "bool",
        Uint8Array.from(values, (value) => (value === 0 ? 0 : 1)),
        dims,
      );
    default:
      throw new StudioError("model-invalid", `The model asks for numbers of type ${spec.type}.`, {
        remedy: "Export it with 32-bit or 16-bit numbers.",
      });
  }
}

/** A float output as float32. @throws StudioError "model-invalid" when it is none. */
export function floatsOf(tensor: Tensor | undefined, name: string): Float32Array {
  const data: unknown = tensor?.data;
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return Float32Array.from(data, fromHalf);
  if (data instanceof Float64Array) return Float32Array.from(data);
  // Newer runtimes hand 16-bit numbers out as numbers already.
  if (tensor?.type === "float16" && ArrayBuffer.isView(data)) {
    return Float32Array.from(data as unknown as ArrayLike<number>);
  }
  throw new StudioError("model-invalid", `The model does not answer with ${name} in numbers.`, {
    remedy: "Export the model again with a current optimum.",
  });
}

const scratch = new DataView(new ArrayBuffer(4));

/** IEEE 754 half precision of a number, rounded to nearest even. */
export function toHalf(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const shifted = exponent - 112;
  if (shifted >= 31) return sign | 0x7c00;
  if (shifted <= 0) {
    if (shifted < -10) return sign;
    return sign | roundedShift(mantissa | 0x800000, 14 - shifted);
  }
  return sign + roundedShift((shifted << 23) | mantissa, 13);
}

function roundedShift(value: number, by: number): number {
  const kept = Math.floor(value / 2 ** by);
  const rest = value - kept * 2 ** by;
  const half = 2 ** (by - 1);
  return kept + (rest > half || (rest === half && kept % 2 === 1) ? 1 : 0);
}

/** The number a half stands for. */
export function fromHalf(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
