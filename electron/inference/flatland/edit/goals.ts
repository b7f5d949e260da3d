/**
 * What a scene is to be after mending, read from the criteria: groups with their number and look, links between
 * them, lettering. The faults are the verifier's; whether the scene agrees with it plays no part here.
 */
import type { RelationId } from "../../../../shared/flatland/geometry";
import type { OrderSide } from "../../../../shared/flatland/order";
import type { PlacementId, RegionId } from "../../../../shared/flatland/placement";
import type { BackdropName, Facing } from "../../../../shared/flatland/scene";
import type { Criterion, Selector } from "../../../../shared/run/criteria";
import { type Evidence, NOT_ASKED, type Verdict } from "../../../../shared/run/verdicts";

/** A criterion and what was seen of it. */
export interface Judged {
  readonly criterion: Criterion;
  readonly verdict: Verdict | null;
}

/** Why something is to be mended. */
export interface Fault {
  /** False where the question was never put, because one it depends on had failed: nothing was seen to be wrong. */
  readonly seen: boolean;
  readonly evidence: readonly Evidence[];
}

export interface GroupGoal {
  readonly of: Selector;
  /** null: any number from one on. */
  count: number | null;
  /** The finish all are to have; null: whatever they have. */
  look: string | null;
  /** Set where presence or number failed. */
  countFault: Fault | null;
  lookFault: Fault | null;
}

export interface LinkGoal {
  readonly link:
    | { readonly type: "relation"; readonly id: RelationId }
    | { readonly type: "verb"; readonly id: string }
    | { readonly type: "placement"; readonly id: PlacementId }
    /** A place in the frame: subject and object are the same. */
    | { readonly type: "region"; readonly id: RegionId }
    /** A place in an order, which must be told from the others; subject and object are the same. */
    | { readonly type: "order"; readonly id: "order"; readonly nth: number; readonly from: OrderSide };
  readonly subject: Selector;
  readonly object: Selector;
  readonly fault: Fault | null;
}

export interface TextGoal {
  readonly text: string;
  readonly fault: Fault | null;
}

/** The look of one of a group, by its place among them. */
export interface OrderGoal {
  readonly of: Selector;
  readonly nth: number;
  readonly from: OrderSide;
  readonly look: string;
  readonly fault: Fault | null;
}

/** The way all of a group are to look. */
export interface TurnGoal {
  readonly of: Selector;
  readonly facing: Facing;
  readonly fault: Fault | null;
}

export interface Goals {
  readonly groups: readonly GroupGoal[];
  readonly links: readonly LinkGoal[];
  readonly texts: readonly TextGoal[];
  readonly orders?: readonly OrderGoal[];
  readonly turns?: readonly TurnGoal[];
  /** What must go on lying behind everything; absent where nobody asked for it. */
  readonly backdrop?: BackdropName;
}

export function keyOf({ kind, finish }: Selector): string {
  return `${kind}|${finish ?? ""}`;
}

/** Goals of what is to be mended and kept together; criteria without a measurable check say nothing. */
export function goalsOf(mend: readonly Judged[], keep: readonly Judged[]): Goals {
  const groups = new Map<string, GroupGoal>();
  const links: LinkGoal[] = [];
  const texts: TextGoal[] = [];
  const orders: OrderGoal[] = [];
  const turns: TurnGoal[] = [];
  let backdrop: BackdropName | undefined;
  const group = (of: Selector): GroupGoal => {
    const known = groups.get(keyOf(of));
    if (known !== undefined) return known;
    const fresh = { of, count: null, look: of.finish ?? null, countFault: null, lookFault: null };
    groups.set(keyOf(of), fresh);
    return fresh;
  };
  const read = ({ criterion: { check }, verdict }: Judged, failed: boolean): void => {
    const fault = failed ? { seen: verdict?.by !== NOT_ASKED, evidence: verdict?.evidence ?? [] } : null;
    switch (check?.type) {
      case "object":
        group(check.of).countFault = both(group(check.of).countFault, fault);
        break;
      case "count": {
        const goal = group(check.of);
        goal.count = check.count;
        goal.countFault = both(goal.countFault, fault);
        break;
      }
      case "attribute": {
        const goal = group(check.of);
        goal.look = check.finish;
        goal.lookFault = both(goal.lookFault, fault);
        break;
      }
      case "relation":
      case "verb": {
        const link =
          check.type === "relation"
            ? { type: check.type, id: check.relation }
            : { type: check.type, id: check.verb };
        group(check.subject);
        group(check.object);
        links.push({ link, subject: check.subject, object: check.object, fault });
        break;
      }
      case "amount":
        if (fault !== null) {
          const goal = group(check.of);
          goal.count = nearest(check.min, check.max, fault);
          goal.countFault = both(goal.countFault, fault);
        }
        break;
      case "region":
      case "placement": {
        const [subject, object] =
          check.type === "region" ? [check.of, check.of] : [check.subject, check.object];
        const link =
          check.type === "region"
            ? { type: check.type, id: check.region }
            : { type: check.type, id: check.placement };
        group(subject);
        group(object);
        links.push({ link, subject, object, fault });
        break;
      }
      case "order": {
        const { of, nth, from, finish } = check;
        group(of);
        orders.push({ of, nth, from, look: finish, fault });
        links.push({ link: { type: "order", id: "order", nth, from }, subject: of, object: of, fault });
        break;
      }
      case "facing":
        group(check.of);
        turns.push({ of: check.of, facing: check.facing, fault });
        break;
      case "backdrop":
        if (!failed) backdrop = check.backdrop;
        break;
      case "text":
        texts.push({ text: check.text, fault });
        break;
      default:
        break;
    }
  };
  for (const one of mend) read(one, true);
  const mended = new Set(mend.map(({ criterion }) => criterion.id));
  for (const one of keep) if (!mended.has(one.criterion.id)) read(one, false);
  return {
    groups: [...groups.values()],
    links,
    texts,
    orders,
    turns,
    ...(backdrop === undefined ? {} : { backdrop }),
  };
}

/** The bound that was missed: of too few the lower, else the upper. */
function nearest(min: number, max: number | undefined, { evidence }: Fault): number {
  return max !== undefined && evidence.length > max ? max : Math.max(1, min);
}

/** Two faults of the same group as one: seen where either was, with what points at more. */
function both(a: Fault | null, b: Fault | null): Fault | null {
  if (a === null || b === null) return a ?? b;
  const { evidence } = b.evidence.length > a.evidence.length ? b : a;
  return { seen: a.seen || b.seen, evidence };
}
