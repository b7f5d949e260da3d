/** Looking into a model's folder, by the kind of model: one inspector a kind, asked in this order. */
import { StudioError } from "../../shared/errors";
import type { Inspection, ModelKind } from "../../shared/models/library";
import { type FactsEngine, modelFacts } from "../backends/model-facts";

export interface ModelInspector {
  readonly kind: ModelKind;
  /** Tells by the paths of its files whether a folder, or a repository, is meant to be of this kind. */
  recognises(files: ReadonlySet<string>): boolean;
  /** Loads nothing. @throws StudioError "model-missing" with the files that are not there, "model-invalid". */
  inspect(folder: string, signal: AbortSignal): Promise<Inspection>;
}

const INDEX_FILE = "model_index.json";

/** Folders of diffusers' layout, exported to ONNX. */
export function diffusionInspector(engine: FactsEngine): ModelInspector {
  return {
    kind: "diffusion",
    recognises: (files) => files.has(INDEX_FILE),
    async inspect(folder, signal) {
      const { report, diskBytes, modelBytes, licence } = await modelFacts(folder, engine, signal);
      return { kind: "diffusion", report, diskBytes, modelBytes, licence };
    },
  };
}

/** The inspector for files of these names. @throws StudioError "model-missing" where none knows what they are. */
export function inspectorFor(
  inspectors: readonly ModelInspector[],
  files: readonly { readonly path: string }[],
  where: string,
): ModelInspector {
  const paths = new Set(files.map((file) => file.path));
  const found = inspectors.find((inspector) => inspector.recognises(paths));
  if (found !== undefined) return found;
  const deeper = [...new Set([...paths].flatMap((file) => folderAbove(file, inspectors) ?? []))];
  throw new StudioError(
    "model-missing",
    `${where} holds no model that the studio knows: it lacks ${INDEX_FILE}.`,
    {
      remedy:
        deeper.length > 0
          ? `Choose the folder of the model within it: ${deeper.slice(0, 5).join(", ")}.`
          : "Choose the folder that holds the model. Models for PyTorch only must be exported first: optimum-cli export onnx --model NAME FOLDER.",
    },
  );
}

/** The folder within that looks like a model, for a file that makes it look so. */
function folderAbove(file: string, inspectors: readonly ModelInspector[]): string | null {
  const slash = file.lastIndexOf("/");
  if (slash < 0) return null;
  const name = new Set([file.slice(slash + 1)]);
  return inspectors.some((inspector) => inspector.recognises(name)) ? file.slice(0, slash) : null;
}
