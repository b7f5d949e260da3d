/** Tries a model of the designer's own from the settings view. */
import type { LocalModelConfig } from "../../shared/backends";
import type { ConnectionReport } from "../../shared/ipc/domains/studio";
import { report } from "./connection";
import { diffusionGenerator, type LocalModelTools } from "./diffusion";

/** Draws for one step: loads all of the model, and finds what is wrong with any part of it. */
export function testModel(
  config: LocalModelConfig,
  tools: LocalModelTools & { readonly signal: AbortSignal },
): Promise<ConnectionReport> {
  const { signal } = tools;
  return report(signal, async () => {
    const generator = diffusionGenerator({ ...config, steps: 1 }, tools);
    const parameters = { seed: 1, temperature: 1, size: 64 };
    const idle = { signal, onProgress: () => undefined, onUsage: () => undefined };
    const { width, height, notes } = await generator.generate({ prompt: "a red cat", parameters }, idle);
    return [`${width}×${height} pixels, one step of ${config.steps}.`, ...notes].join(" ");
  });
}
