/** Tries a vision-language model of a folder from the settings view: is all of it there, and does it see? */
import type { SeeingModelConfig } from "../../shared/backends";
import type { ConnectionReport } from "../../shared/ipc/domains/studio";
import { say, show } from "../agent/language/chat";
import type { Engine } from "../inference/client";
import { colourCard, colours } from "./colour-card";
import { report } from "./connection";
import { seeingChat } from "./vision-language";

const CARD_SIDE = 64;
const ANSWER_TOKENS = 12;

/** Loads all of the model and asks it one question. Whatever it says is told: small models are often wrong. */
export function testSeeing(
  config: SeeingModelConfig,
  {
    engine,
    signal,
    random = Math.random,
  }: {
    readonly engine: Pick<Engine, "answer">;
    readonly signal: AbortSignal;
    /** Uniform in [0, 1); chooses the colour it is shown. */
    readonly random?: () => number;
  },
): Promise<ConnectionReport> {
  return report(signal, async () => {
    const colour = colours[Math.floor(random() * colours.length)] ?? colours[0];
    if (colour === undefined) throw new Error("no colours to choose from");
    const model = seeingChat(config, { engine });
    const { text } = await model.complete({
      messages: [
        {
          role: "user",
          content: [
            show(colourCard(colour, CARD_SIDE)),
            say("Which colour fills this picture? Answer with one word."),
          ],
        },
      ],
      maxTokens: ANSWER_TOKENS,
      signal,
    });
    return `It is loaded and answers. Shown a plain ${colour.name} picture and asked for its colour, it said: "${text.trim()}"`;
  });
}
