/** Opens a model folder and everything in it. */
import type { InferenceSession } from "onnxruntime-node";
import type { CreateSession } from "../sessions";
import { fittedColours } from "./latent-colours";
import type { LatentColours } from "./model-config";
import { type ModelFolder, readModelFolder } from "./model-folder";
import { DiffusionPipeline } from "./pipeline";
import { knownColours } from "./preview";

export interface LoadedModel {
  readonly folder: ModelFolder;
  readonly pipeline: DiffusionPipeline;
  /** For rough pictures of what is being drawn. */
  readonly colours: LatentColours;
  /** Gives the memory back; nothing is drawn with it after that. */
  release(): Promise<void>;
}

/** @throws StudioError "model-missing" or "model-invalid"; nothing stays in memory then. */
export async function loadModel(path: string, createSession: CreateSession): Promise<LoadedModel> {
  const folder = await readModelFolder(path);
  const opened: InferenceSession[] = [];
  const open = async (file: string) => {
    const session = await createSession(file);
    opened.push(session);
    return session;
  };
  const optional = (file: string | null) => (file === null ? null : open(file));
  const release = async () => {
    await Promise.all(opened.splice(0).map((session) => session.release()));
  };
  try {
    const textEncoders: (InferenceSession | null)[] = [];
    for (const text of folder.texts) textEncoders.push(await optional(text?.encoder ?? null));
    const vaeDecoder = await open(folder.vaeDecoder);
    const pipeline = new DiffusionPipeline(folder, {
      textEncoders,
      denoiser: await open(folder.denoiser),
      vaeDecoder,
      vaeEncoder: await optional(folder.vaeEncoder),
    });
    const { family, vae } = folder;
    const colours =
      vae.colours ?? knownColours(family, vae.channels) ?? (await fittedColours(vaeDecoder, vae));
    return { folder, pipeline, colours, release };
  } catch (error) {
    await release();
    throw error;
  }
}
