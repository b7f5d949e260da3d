/** Which modules a TypeScript source asks for, and which files they are. */
import path from "node:path";
import { parseSync } from "vite";

export interface ImportUse {
  readonly specifier: string;
  /** True when nothing of it is left once types are gone. */
  readonly typeOnly: boolean;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string | null {
  return isNode(value) && typeof value.value === "string" ? value.value : null;
}

function isTypeOnly(node: Node): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const names = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return names.length > 0 && names.every((name) => (name.importKind ?? name.exportKind) === "type");
}

/** `require("x")`, `require.resolve("x")` and `import.meta.resolve("x")`. */
function calledModule(node: Node): string | null {
  const { callee } = node;
  if (!isNode(callee) || !Array.isArray(node.arguments)) return null;
  const target = callee.type === "MemberExpression" ? callee.property : callee;
  const owner = callee.type === "MemberExpression" ? callee.object : null;
  const isRequire = isNode(target) && target.name === "require";
  const isResolve =
    isNode(target) &&
    target.name === "resolve" &&
    isNode(owner) &&
    (owner.type === "MetaProperty" || owner.name === "require");
  return isRequire || isResolve ? textOf(node.arguments[0]) : null;
}

function importIn(node: Node): ImportUse | null {
  const make = (specifier: string | null, typeOnly: boolean): ImportUse | null =>
    specifier === null ? null : { specifier, typeOnly };
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return make(textOf(node.source), isTypeOnly(node));
    case "ImportExpression":
      return make(textOf(node.source), false);
    case "TSImportType":
      return make(textOf(node.source), true);
    case "TSExternalModuleReference":
      return make(textOf(node.expression), false);
    case "CallExpression":
      return make(calledModule(node), false);
    default:
      return null;
  }
}

function walk(value: unknown, found: ImportUse[]): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, found);
    return;
  }
  if (!isNode(value)) return;
  const use = importIn(value);
  if (use !== null) found.push(use);
  for (const child of Object.values(value)) if (isNode(child)) walk(child, found);
}

/**
 * Every module a source names: static, dynamic, re-exported, required, or in a type.
 * @throws when the source does not parse
 */
export function importsOf(file: string, source: string): readonly ImportUse[] {
  const result = parseSync(file, source);
  const fault = result.errors[0];
  if (fault !== undefined) throw new Error(`${file}: ${fault.message}`);
  const found: ImportUse[] = [];
  walk(result.program, found);
  return found;
}

const endings = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"];

/**
 * The file a relative specifier means, as a path from the repository's top; null when there is none.
 * @param has tells whether a path from the top is a file
 */
export function resolveRelative(
  from: string,
  specifier: string,
  has: (file: string) => boolean,
): string | null {
  const bare = specifier.replace(/\?.*$/, "");
  const base = path.posix.join(path.posix.dirname(from), bare);
  return endings.map((ending) => base + ending).find(has) ?? null;
}
