/**
 * Finds words in the code of a page that a person would read: text between tags, and strings in attributes that
 * are shown or spoken. It reads the syntax tree, so that comparisons and type arguments are not taken for tags.
 */
import { parseAst } from "vite";

export interface Literal {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Attributes whose text is seen or heard. */
const spoken =
  /^(aria-(label|description|valuetext|roledescription|placeholder)|label|title|placeholder|alt|help|detail|text|words|about|heading)$/;

/** Elements whose text is code, the same in every language. */
const verbatim = new Set(["code", "kbd", "pre"]);

/** Names and notations that are the same in every language. */
const names = new Set(["GEMS Studio", "Flatland", "PNG", "SVG", "PDF", "ZIP", "CPU", "px", "ms", "JSON"]);

/** Two letters in a row make a word; signs, numbers and single letters do not. */
function isWord(text: string): boolean {
  return !names.has(text) && /\p{L}{2}/u.test(text.replace(/\$\{[^}]*\}/g, "").replace(/https?:\S+/g, ""));
}

/** Keys of texts and names of choices: one word of small letters, with its parts. */
const isKey = (text: string): boolean => /^[a-z][a-zA-Z]*([:.][a-zA-Z-]+)*$/.test(text);

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** Strings an expression may come to: through conditions, alternatives and templates, not through calls. */
function stringsIn(node: Node, source: string): readonly { readonly at: number; readonly text: string }[] {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [{ at: node.start, text: node.value }] : [];
    case "TemplateLiteral":
      return [{ at: node.start, text: source.slice(node.start + 1, (node.end as number) - 1) }];
    case "ConditionalExpression":
      return [node.consequent, node.alternate].filter(isNode).flatMap((part) => stringsIn(part, source));
    case "LogicalExpression":
      return [node.left, node.right].filter(isNode).flatMap((part) => stringsIn(part, source));
    case "JSXExpressionContainer":
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
      return isNode(node.expression) ? stringsIn(node.expression, source) : [];
    default:
      return [];
  }
}

/** Functions that show or speak an argument, with its place among the arguments. */
const speakers: Readonly<Record<string, number>> = {
  notify: 0,
  notifyUndo: 0,
  notifyError: 0,
  say: 0,
  command: 2,
};

/** The argument of a call that a person would read; null for other calls. */
function toldBy(node: Node): Node | null {
  const place = speakers[nameOf(node.callee)];
  const told = place === undefined ? undefined : (node.arguments as readonly unknown[])[place];
  return isNode(told) ? told : null;
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === "string" ? node.name : "";
}

/** Words in the source of a `.ts` or `.tsx` file that do not come from the texts. */
export function literalsIn(source: string): readonly Literal[] {
  const found: { at: number; text: string }[] = [];
  const take = (strings: readonly { at: number; text: string }[]) =>
    keep(strings.filter(({ text }) => !isKey(text)));
  const keep = (strings: readonly { at: number; text: string }[]) =>
    found.push(
      ...strings.map(({ at, text }) => ({ at, text: tidy(text) })).filter(({ text }) => isWord(text)),
    );

  const visit = (node: Node): void => {
    if (node.type === "JSXElement" && verbatim.has(nameOf((node.openingElement as Node).name))) return;
    if (node.type === "JSXText") keep([{ at: node.start, text: String(node.value) }]);
    if (node.type === "JSXAttribute" && spoken.test(nameOf(node.name)) && isNode(node.value))
      take(stringsIn(node.value, source));
    if (node.type === "CallExpression") {
      const told = toldBy(node);
      if (told !== null) take(stringsIn(told, source));
    }
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      const children = (node.children as readonly Node[]).filter(
        (one) => one.type === "JSXExpressionContainer",
      );
      for (const child of children) take(stringsIn(child, source));
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parseAst(source, { lang: "tsx" }) as unknown as Node);
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => ({ line: source.slice(0, at).split("\n").length, text }));
}
