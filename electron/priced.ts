/** Servers whose use is told with what it costs, by the designer's own price list. */
import { costOf, type PriceList } from "../shared/prices";
import type { Usage } from "../shared/run/events";
import type { ChatModel } from "./agent/language/chat";
import type { DrawingContext, Generator } from "./agent/roles";

/** The same use with its cost; as it is where the list has no price for the model. */
function withCost(usage: Usage, prices: PriceList, model: string): Usage {
  const money = costOf(prices, model, usage);
  return money === undefined ? usage : { ...usage, money };
}

/** @param name the model as the server is asked for it, which is how the list names it */
export function pricedChat(model: ChatModel, name: string, prices: PriceList): ChatModel {
  return {
    ...model,
    async complete(request) {
      const answer = await model.complete(request);
      return { ...answer, usage: withCost(answer.usage, prices, name) };
    },
  };
}

/** @param name see `pricedName` in shared/prices.ts */
export function pricedGenerator(generator: Generator, name: string, prices: PriceList): Generator {
  const counting = (context: DrawingContext): DrawingContext => ({
    ...context,
    onUsage: (usage) => context.onUsage(withCost(usage, prices, name)),
  });
  return {
    // Asked anew each time: servers show only while they are used what they can.
    get editing() {
      return generator.editing;
    },
    get parallel() {
      return generator.parallel ?? 1;
    },
    generate: (input, context) => generator.generate(input, counting(context)),
    unknownWords: (prompt, signal) => generator.unknownWords(prompt, signal),
    ...(generator.edit === undefined ? {} : { edit: priceEdits(generator.edit.bind(generator), counting) }),
  };
}

function priceEdits(
  edit: NonNullable<Generator["edit"]>,
  counting: (context: DrawingContext) => DrawingContext,
): NonNullable<Generator["edit"]> {
  return (input, context) => edit(input, counting(context));
}
