/** `references/local-rules.yaml`: how a pack routes and rewrites for engines without a language model. */
import { isNode, LineCounter, parseDocument } from "yaml";
import { type LocalRules, localRulesSchema, type SkillProblem } from "../../shared/skills";
import { patternProblem } from "./patterns";

export const LOCAL_RULES_FILE = "references/local-rules.yaml";

const MOST_ALIASES = 50;

export interface ParsedRules {
  /** null when there is an error. */
  readonly rules: LocalRules | null;
  readonly problems: readonly SkillProblem[];
}

/** Reads the rules. Never throws: faults come with their line. */
export function parseLocalRules(text: string): ParsedRules {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    return refused(document.errors.map((error) => fault(error.message, counter.linePos(error.pos[0]).line)));
  }
  const lineOf = (place: readonly PropertyKey[]): number => {
    for (let length = place.length; length > 0; length -= 1) {
      const node = document.getIn(place.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    return refused([fault(error instanceof Error ? error.message : String(error), 1)]);
  }
  const parsed = localRulesSchema.safeParse(values);
  if (!parsed.success) {
    return refused(
      parsed.error.issues.map((issue) => {
        const where = issue.path.length > 0 ? `"${issue.path.join(".")}": ` : "";
        return fault(`${where}${issue.message}`, lineOf(issue.path));
      }),
    );
  }
  const faults = parsed.data.route.flatMap(({ pattern }, index) => {
    const problem = patternProblem(pattern);
    return problem === null ? [] : [fault(`The pattern ${problem}`, lineOf(["route", index, "pattern"]))];
  });
  return faults.length > 0 ? refused(faults) : { rules: parsed.data, problems: [] };
}

function refused(problems: readonly SkillProblem[]): ParsedRules {
  return { rules: null, problems };
}

function fault(message: string, line: number): SkillProblem {
  const sentence = message.endsWith(".") ? message : `${message}.`;
  return { severity: "error", message: sentence, line: Math.max(1, line), file: LOCAL_RULES_FILE };
}
