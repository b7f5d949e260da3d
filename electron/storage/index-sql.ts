/** Writes the index's queries as SQL. Whatever a person typed travels as a parameter, never as text of the statement. */
import type { Operator } from "../../shared/library/filters";
import { type Condition, type Fact, type IndexQuery, levelOf, type Phrase, type Sort } from "./index-query";
import { imageTextFields, textWeights } from "./index-row";

export type Shelf = "runs" | "images";
type Value = string | number;

/** A piece of a statement and the values of its question marks. */
interface Piece {
  readonly sql: string;
  readonly values: readonly Value[];
}

export interface Statement extends Piece {
  readonly order: string;
}

const operators: Readonly<Record<Operator, string>> = {
  "=": "=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Shares are equal when they look the same in per cent. */
export const SHARE_TOLERANCE = 0.005;

const always: Piece = { sql: "1", values: [] };

/** `FROM …  WHERE …` with its values, and the order that goes with it. Aliases: `r` for runs, `i` for images. */
export function selection(query: IndexQuery, shelf: Shelf): Statement {
  const wanted = query.conditions.filter(isWantedText);
  const rest = query.conditions.filter((condition) => !isWantedText(condition));
  const base = shelf === "runs" ? "runs AS r" : "images AS i JOIN runs AS r ON r.key = i.run";
  const hits = hitsOf(wanted, shelf);
  const where = [
    ...rest.map((one) => conditionSql(one, query, shelf)).filter(isPiece),
    anyImage(rest, query, shelf),
  ];
  return {
    sql: `FROM ${base}${hits.sql} WHERE ${where.map(({ sql }) => sql).join(" AND ")}`,
    values: [...hits.values, ...where.flatMap(({ values }) => values)],
    order: `ORDER BY ${orderOf(query.sort, shelf, wanted.length > 0)}`,
  };
}

function isPiece(piece: Piece | null): piece is Piece {
  return piece !== null;
}

function isWantedText({ fact, not }: Condition): boolean {
  return fact.of === "text" && !not;
}

/** Rows that hold every phrase, with how well they do. */
function hitsOf(conditions: readonly Condition[], shelf: Shelf): Piece {
  const phrases = conditions.flatMap(({ fact }) => (fact.of === "text" ? [fact.phrase] : []));
  if (phrases.length === 0) return { sql: "", values: [] };
  const table = textTable(shelf);
  const key = shelf === "runs" ? "r.key" : "i.key";
  const rank = `bm25(${table}, ${textWeights.join(", ")}${shelf === "images" ? ", 0, 0" : ""})`;
  const found = `SELECT rowid AS hit, ${rank} AS points FROM ${table} WHERE ${table} MATCH ?`;
  return { sql: ` JOIN (${found}) AS t ON t.hit = ${key}`, values: [textMatch(phrases, shelf)] };
}

function textTable(shelf: Shelf): string {
  return shelf === "runs" ? "run_texts" : "image_texts";
}

function textMatch(phrases: readonly Phrase[], shelf: Shelf): string {
  const all = phrases.map(phraseMatch).join(" AND ");
  return shelf === "runs" ? all : `{${imageTextFields.join(" ")}} : (${all})`;
}

/** Words are letters and digits only (see `wordsOf`), so that nothing in them can mean anything to FTS5. */
function phraseMatch({ words, prefix }: Phrase): string {
  return `"${words.join(" ")}"${prefix ? " *" : ""}`;
}

/** null for what `anyImage` sees to. */
function conditionSql({ fact, not }: Condition, query: IndexQuery, shelf: Shelf): Piece | null {
  const level = levelOf(fact);
  const piece = factSql(fact, query, shelf);
  if (level === "own" || level === "run" || shelf === "images") return not ? negated(piece) : piece;
  if (level === "any" && !not) return null;
  const shown = level === "shown" ? "i.best AND " : "";
  return {
    sql: `r.key ${not ? "NOT IN" : "IN"} (SELECT i.run FROM images AS i WHERE ${shown}(${piece.sql}))`,
    values: piece.values,
  };
}

/** Of a run, one and the same image must be all that is asked of any. */
function anyImage(conditions: readonly Condition[], query: IndexQuery, shelf: Shelf): Piece {
  if (shelf === "images") return always;
  const pieces = conditions
    .filter(({ fact, not }) => !not && levelOf(fact) === "any")
    .map(({ fact }) => factSql(fact, query, shelf));
  if (pieces.length === 0) return always;
  return {
    sql: `r.key IN (SELECT i.run FROM images AS i WHERE ${pieces.map(({ sql }) => `(${sql})`).join(" AND ")})`,
    values: pieces.flatMap(({ values }) => values),
  };
}

function negated({ sql, values }: Piece): Piece {
  return { sql: `NOT coalesce((${sql}), 0)`, values };
}

/** Values that are many go in as one list, so that no limit on parameters is ever met. */
const listed = "(SELECT value FROM json_each(?))";

function factSql(fact: Fact, query: IndexQuery, shelf: Shelf): Piece {
  switch (fact.of) {
    case "text": {
      const table = textTable(shelf);
      const key = shelf === "runs" ? "r.key" : "i.key";
      return {
        sql: `${key} IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`,
        values: [textMatch([fact.phrase], shelf)],
      };
    }
    case "created": {
      const column = shelf === "runs" ? "r.created_at" : "i.created_at";
      const from = fact.from === null ? [] : [{ sql: `${column} >= ?`, values: [fact.from] }];
      const to = fact.to === null ? [] : [{ sql: `${column} < ?`, values: [fact.to] }];
      const both = [...from, ...to];
      return { sql: both.map(({ sql }) => sql).join(" AND "), values: both.flatMap(({ values }) => values) };
    }
    case "members":
      return membersSql(fact, shelf);
    case "skill":
      return fact.value === null
        ? { sql: "r.skill IS NULL", values: [] }
        : { sql: "instr(r.skill, ?) > 0", values: [fact.value] };
    case "images":
      return { sql: `r.images ${operators[fact.op]} ?`, values: [fact.value] };
    case "status":
      return { sql: "r.status = ?", values: [fact.status] };
    case "liveness":
      return {
        sql: `r.status = 'running' AND r.id ${fact.live ? "IN" : "NOT IN"} ${listed}`,
        values: [JSON.stringify(query.live)],
      };
    case "branch":
      return { sql: "r.parent IS NOT NULL", values: [] };
    case "reference":
      return { sql: "r.reference", values: [] };
    case "verdicts":
      return {
        sql: "i.key IN (SELECT rowid FROM image_texts WHERE image_texts MATCH ?)",
        values: [`${fact.field} : ${phraseMatch(fact.phrase)}`],
      };
    case "score":
      return fact.op === "="
        ? { sql: "abs(i.score - ?) < ?", values: [fact.value, SHARE_TOLERANCE] }
        : { sql: `i.score ${operators[fact.op]} ?`, values: [fact.value] };
    case "rating":
      if (fact.value === null) return { sql: "i.stars IS NULL", values: [] };
      return fact.value === 0
        ? { sql: "i.stars = 0", values: [] }
        : { sql: `i.stars > 0 AND i.stars ${operators[fact.op]} ?`, values: [fact.value] };
    case "seed":
      return { sql: `i.seed ${operators[fact.op]} ?`, values: [fact.value] };
    case "backend":
      return { sql: "instr(i.backend, ?) > 0", values: [fact.value] };
    case "best":
      return { sql: "i.best", values: [] };
    case "pinned":
      return { sql: "i.pinned", values: [] };
  }
}

/** A run is on a board when it, or any of its images, is; an image when it, or its whole run, is. */
function membersSql({ members }: Extract<Fact, { of: "members" }>, shelf: Shelf): Piece {
  const whole = [...members.whole];
  const places = [...members.places];
  if (shelf === "runs") {
    const runs = [...whole, ...places.map((place) => place.slice(0, place.indexOf("/")))];
    return { sql: `r.id IN ${listed}`, values: [JSON.stringify(runs)] };
  }
  return {
    sql: `(r.id IN ${listed} OR i.place IN ${listed})`,
    values: [JSON.stringify(whole), JSON.stringify(places)],
  };
}

function orderOf(sort: Sort, shelf: Shelf, ranked: boolean): string {
  const newest =
    shelf === "runs" ? "r.created_at DESC, r.id DESC" : "i.created_at DESC, i.run_id DESC, i.n DESC";
  const own = shelf === "runs" ? "r" : "i";
  switch (sort) {
    case "relevance":
      return ranked ? `t.points, ${newest}` : newest;
    case "newest":
      return newest;
    case "oldest":
      return newest.replaceAll("DESC", "ASC");
    case "score":
      return `${own}.score IS NULL, ${own}.score DESC, ${newest}`;
    case "rating":
      return `${own}.liking DESC, ${newest}`;
    case "title":
      return shelf === "runs" ? `r.title_key, ${newest}` : "r.title_key, i.run_id, i.n";
  }
}
