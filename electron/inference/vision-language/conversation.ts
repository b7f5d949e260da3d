/** From a conversation to the text a model was taught on, by the folder's own template. */
import { StudioError } from "../../../shared/errors";

export type Part = { readonly type: "text"; readonly text: string } | { readonly type: "image" };

export interface Turn {
  readonly role: "system" | "user" | "assistant";
  readonly content: readonly Part[];
}

/** Fills a template; throws whatever the template raises. */
export type Fill = (turns: readonly Turn[]) => string;

/**
 * The text of a conversation, ready for the model's answer. Models that know no system message, whose templates refuse
 * or drop it, are told it at the beginning of the first message.
 * @throws StudioError "model-invalid" when the template cannot be filled
 */
export function promptOf(turns: readonly Turn[], fill: Fill): string {
  const [system, ...rest] = turns;
  if (system?.role !== "system") return filled(turns, fill);
  try {
    const prompt = fill(turns);
    if (textsOf(system).every((text) => prompt.includes(text))) return prompt;
  } catch {
    // The template may know no system message: said again below, where a second failure counts.
  }
  return filled(withinFirst(textsOf(system), rest), fill);
}

function filled(turns: readonly Turn[], fill: Fill): string {
  try {
    return fill(turns);
  } catch (cause) {
    throw new StudioError("model-invalid", "The model's chat template cannot be filled in.", {
      remedy:
        "Download the model again; its chat_template is damaged or wants what the studio does not give.",
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

const textsOf = ({ content }: Turn): string[] =>
  content.flatMap((part) => (part.type === "text" ? [part.text.trim()] : []));

/** Pictures stay in front: templates look at the first part to tell whether there are any. */
function withinFirst(texts: readonly string[], turns: readonly Turn[]): readonly Turn[] {
  const [first, ...rest] = turns;
  const told: Part = { type: "text", text: `${texts.join("\n")}\n` };
  if (first?.role !== "user") return [{ role: "user", content: [told] }, ...turns];
  const pictures = first.content.filter(({ type }) => type === "image");
  const words = first.content.filter(({ type }) => type !== "image");
  return [{ role: "user", content: [...pictures, told, ...words] }, ...rest];
}
