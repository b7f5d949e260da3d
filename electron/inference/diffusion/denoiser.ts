/** The denoising model, a UNet or a transformer: asked with a noisy sample, a timestep and what the text says. */
import type { InferenceSession } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { Sample } from "./schedulers/scheduler";
import { floatsOf, type InputSpec, inputsOf, tensorFor } from "./tensors";
import type { LatentSize } from "./vae";

/** What the model is told besides the sample, for each picture of the batch. */
export interface Conditioning {
  /** By the model's own input names: values of all pictures, flat, and their shape. */
  readonly [name: string]: { readonly values: Float32Array; readonly dims: readonly number[] };
}

export class Denoiser {
  readonly #session: Pick<InferenceSession, "run" | "inputMetadata" | "outputNames">;

  constructor(session: Pick<InferenceSession, "run" | "inputMetadata" | "outputNames">) {
    this.#session = session;
  }

  /** @throws StudioError "model-invalid" when the model wants something that is not given. */
  async predict(
    sample: Sample,
    size: LatentSize & { readonly channels: number },
    timestep: number,
    conditioning: Conditioning,
  ): Promise<Sample> {
    const { count, channels, height, width } = size;
    const feeds: Record<string, ReturnType<typeof tensorFor>> = {};
    for (const [name, spec] of inputsOf(this.#session)) {
      const given = conditioning[name];
      if (name === "sample" || name === "hidden_states")
        feeds[name] = tensorFor(spec, sample, [count, channels, height, width]);
      else if (name === "timestep") feeds[name] = timestepFor(spec, timestep, count);
      else if (given !== undefined) feeds[name] = tensorFor(spec, given.values, given.dims);
      else throw unknownInput(name);
    }
    const outputs = await this.#session.run(feeds);
    return floatsOf(outputs[this.#session.outputNames[0] ?? "out_sample"], "a prediction");
  }
}

/** One number, or one for each picture where the model does not take one for all. */
function timestepFor(spec: InputSpec, timestep: number, count: number) {
  if (spec.rank === 0) return tensorFor(spec, [timestep], []);
  const length = spec.dims[0] === 1 || spec.dims[0] === "steps" ? 1 : count;
  return tensorFor(spec, Array(length).fill(timestep), [length]);
}

function unknownInput(name: string): StudioError {
  return new StudioError("model-invalid", `The model asks for "${name}", which models of its kind do not.`, {
    remedy: "Choose another export of the model; ControlNet and adapter exports cannot be run.",
  });
}
