/** What a graph answered. */
import type { InferenceSession } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";

/** The numbers of one output. Throws StudioError "model-invalid" when the graph has none of that name. */
export function numbersOf(outputs: InferenceSession.ReturnType, name: string): Float32Array | Int32Array {
  const data = outputs[name]?.data;
  if (data instanceof Float32Array || data instanceof Int32Array) return data;
  throw new StudioError("model-invalid", `The detector's graph has no numbers called "${name}".`, {
    remedy: "Reinstall the studio, or put the model's folder back as it was released.",
  });
}
