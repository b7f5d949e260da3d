/** What a criterion is about, in a word or two: what there is room for in a sentence that names several. */
import type { Criterion, Selector } from "../../../../shared/run/criteria";
import { t } from "../../../i18n";

const MAX_TOPIC = 48;

/** "bicycle", "white bicycle", "cat: upper left", "“OPEN”"; the question itself where nothing structured tells. */
export function topicOf({ check, question }: Criterion): string {
  switch (check?.type) {
    case "object":
    case "count":
    case "amount":
      return named(check.of);
    case "attribute":
    case "order":
      return `${check.finish} ${check.of.kind}`;
    case "relation":
    case "verb":
    case "comparison":
    case "placement":
    case "larger":
      return together(check.subject, check.object);
    case "between":
      return together(check.subject, check.object, ...(check.other === undefined ? [] : [check.other]));
    case "region":
      return told(check.of, t(`studio:criteria.topics.regions.${check.region}`));
    case "size":
      return told(check.of, t(`studio:criteria.topics.sizes.${check.size}`));
    case "arrangement":
      return told(check.of, t(`studio:criteria.topics.arrangements.${check.arrangement}`));
    case "only":
      return t("studio:criteria.topics.nothingElse");
    case "facing":
      return told(check.of, t(`studio:criteria.topics.facings.${check.facing}`));
    case "backdrop":
      return t(`studio:criteria.topics.backdrops.${check.backdrop}`);
    case "text":
      return `“${check.text}”`;
    default:
      return question.length > MAX_TOPIC ? `${question.slice(0, MAX_TOPIC - 1).trimEnd()}…` : question;
  }
}

const named = ({ kind, finish }: Selector) => (finish === undefined ? kind : `${finish} ${kind}`);
const together = (...groups: readonly Selector[]) => groups.map(named).join(" / ");
const told = (of: Selector, how: string) => t("studio:criteria.topics.told", { what: named(of), how });
