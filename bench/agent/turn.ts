/** A chat request as the benchmark's model reads it. */
import { z } from "zod";

const partSchema = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("image_url"), image_url: z.object({ url: z.string() }) }),
]);

const bodySchema = z.object({
  model: z.string(),
  messages: z
    .array(z.object({ role: z.string(), content: z.union([z.string(), z.array(partSchema)]) }))
    .min(1),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z
        .object({ name: z.string(), schema: z.record(z.string(), z.unknown()) })
        .loose()
        .optional(),
    })
    .loose()
    .optional(),
});

export interface Turn {
  readonly model: string;
  /** All text the model is given, system message first. */
  readonly text: string;
  /** Without the system message. */
  readonly said: string;
  readonly pictures: readonly Uint8Array[];
  /** The form the answer is held to. */
  readonly form: Form | null;
  /** True where words are to be followed by an object, though no form says so. */
  readonly wantsObject: boolean;
  /** False where the request wants no places for a plain yes. */
  readonly placesForYes: boolean;
}

export interface Form {
  readonly name: string;
  readonly properties: readonly string[];
  /** Properties of the objects in each list. */
  readonly items: Readonly<Record<string, readonly string[]>>;
}

/** @throws Error when it is no chat request with pictures inline */
export function readTurn(body: Uint8Array): Turn {
  const { model, messages, response_format } = bodySchema.parse(
    JSON.parse(Buffer.from(body).toString("utf8")),
  );
  const parts = messages.flatMap(({ role, content }) =>
    (typeof content === "string" ? [{ type: "text" as const, text: content }] : content).map((part) => ({
      role,
      part,
    })),
  );
  const textOf = (wanted: (role: string) => boolean) =>
    parts.flatMap(({ role, part }) => (part.type === "text" && wanted(role) ? [part.text] : [])).join("\n");
  const schema = response_format?.json_schema;
  const system = textOf((role) => role === "system");
  return {
    model,
    text: textOf(() => true),
    said: textOf((role) => role !== "system"),
    pictures: parts.flatMap(({ part }) => (part.type === "image_url" ? [inline(part.image_url.url)] : [])),
    form: schema === undefined ? null : formOf(schema.name, schema.schema),
    wantsObject: /JSON object/.test(system),
    placesForYes: !PLACELESS_YES.test(system),
  };
}

/** Ways to say that a plain yes needs no places. */
const PLACELESS_YES = /"boxes"[^".;]{0,20}(?:\[\]|empty)[^".;]{0,40}"yes"/;

const objectSchema = z.object({ properties: z.record(z.string(), z.unknown()) });
const listSchema = z.object({ items: objectSchema });

function formOf(name: string, schema: Record<string, unknown>): Form {
  const { properties } = objectSchema.parse(schema);
  const items = Object.entries(properties).flatMap(([key, value]) => {
    const list = listSchema.safeParse(value);
    return list.success ? [[key, Object.keys(list.data.items.properties)] as const] : [];
  });
  return {
    name,
    properties: Object.keys(properties),
    items: Object.fromEntries(items),
  };
}

function inline(url: string): Uint8Array {
  const data = /^data:image\/(?:png|jpeg);base64,(.+)$/s.exec(url)?.[1];
  if (data === undefined) throw new Error("A picture that is not in the request itself.");
  return new Uint8Array(Buffer.from(data, "base64"));
}
