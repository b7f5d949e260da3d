/** The real sentence model, opened once. */
import path from "node:path";
import { sessionFactory } from "../../../../electron/inference/sessions";
import { Embedder } from "../../../../electron/inference/text/embedder";

let embedder: Promise<Embedder> | null = null;

/** The real sentence model. */
export async function embed(texts: readonly string[]): Promise<Float32Array[]> {
  const folder = path.resolve(import.meta.dirname, "../../../../models/minilm");
  embedder ??= Embedder.load(folder, sessionFactory({ threads: 1 }));
  return (await embedder).embed(texts);
}
