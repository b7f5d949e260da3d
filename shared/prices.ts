/** What models cost, as the designer knows it: prices are entered, never fetched. */
import { z } from "zod";
import type { ChatServerConfig, ImageServerConfig } from "./backends";
import type { Usage } from "./run/records";

export const priceSchema = z.object({
  /** For a million tokens read. */
  input: z.number().min(0).max(100_000),
  /** For a million tokens written. */
  output: z.number().min(0).max(100_000),
  /** For one image drawn. */
  image: z.number().min(0).max(10_000),
});
export type Price = z.infer<typeof priceSchema>;

export const priceListSchema = z.object({
  /** As it is to be written: "USD", "€". */
  currency: z.string().trim().min(1).max(8),
  /** By the model's name, as servers are asked for it. */
  models: z.record(z.string().min(1).max(200), priceSchema),
});
export type PriceList = z.infer<typeof priceListSchema>;

/**
 * What a server's work is listed under: the model as the server is asked for it, else what kind of server it is, for
 * those that choose their model themselves.
 */
export function pricedName(config: ImageServerConfig | ChatServerConfig): string {
  switch (config.kind) {
    case "gems-http":
      return "GEMS server";
    case "comfyui":
      return "ComfyUI";
    case "automatic1111":
      return config.model ?? "AUTOMATIC1111";
    default:
      return config.model;
  }
}

const MILLION = 1_000_000;

/** What a use of a model costs, in the list's currency; undefined for a model without a price. */
export function costOf(list: PriceList, model: string, usage: Usage): number | undefined {
  const price = Object.hasOwn(list.models, model) ? list.models[model] : undefined;
  if (price === undefined) return undefined;
  const tokens = usage.inputTokens * price.input + usage.outputTokens * price.output;
  return tokens / MILLION + (usage.images ?? 0) * price.image;
}
