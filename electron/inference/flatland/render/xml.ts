/** Writing XML: escaped text, short numbers, elements. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Code points XML 1.0 forbids even as references (and lone surrogates): they cannot be escaped, only dropped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these control characters are exactly what must go
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text made safe for element content and attribute values. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A number with at most two decimals, without trailing zeros or a negative zero. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; attributes with an undefined value are left out, all others are escaped. */
export function element(tag: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === "number" ? num(value) : escapeXml(value ?? "")}"`)
    .join("");
  return content === "" ? `<${tag}${written}/>` : `<${tag}${written}>${content}</${tag}>`;
}
