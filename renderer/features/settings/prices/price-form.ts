/** Prices as they are typed, and whose are missing. */
import { imageServersIn } from "../../../../shared/backends";
import { type Price, type PriceList, pricedName } from "../../../../shared/prices";
import type { Settings } from "../../../../shared/settings";

export const freePrice: Price = { input: 0, output: 0, image: 0 };

/** Most a price can be, as shared/prices.ts bounds it. */
export const MOST: Readonly<Record<keyof Price, number>> = { input: 100_000, output: 100_000, image: 10_000 };

/** A price as people write it, with point or comma; an empty field is none; null for what is no price. */
export function priceIn(text: string, most: number): number | null {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return 0;
  if (!/^\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return value <= most ? value : null;
}

/** Models in use that the list does not know, in the order they come into play. */
export function unpriced({
  generator,
  roles,
  rolesFor,
  prices,
}: Pick<Settings, "generator" | "roles" | "rolesFor" | "prices">): readonly string[] {
  const minds = [roles, ...Object.values(rolesFor)].flatMap((config) =>
    config.kind === "local" || config.kind === "vision-language" ? [] : [pricedName(config)],
  );
  const names = [...imageServersIn(generator).map(pricedName), ...minds];
  return [...new Set(names)].filter((name) => !Object.hasOwn(prices.models, name));
}

export function withPrice(list: PriceList, model: string, price: Price): PriceList {
  return { ...list, models: { ...list.models, [model]: price } };
}

export function withoutPrice(list: PriceList, model: string): PriceList {
  const { [model]: _gone, ...models } = list.models;
  return { ...list, models };
}
