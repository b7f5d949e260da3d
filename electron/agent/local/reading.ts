/** What the grammar makes of a prompt. */
import type { RelationId } from "../../../shared/flatland/geometry";
import type { OrderSide } from "../../../shared/flatland/order";
import type { ArrangementId, PlacementId, RegionId } from "../../../shared/flatland/placement";
import type { BackdropName, Facing } from "../../../shared/flatland/scene";
import type { NounPhrase, Span } from "./phrase";

/** Objects of one kind the prompt asks for. */
export interface Group extends NounPhrase {
  readonly index: number;
  /** The group it is a part of: "three cats, one of them red". */
  readonly partOf: number | null;
}

export type LinkType =
  | { readonly type: "relation"; readonly id: RelationId }
  | { readonly type: "verb"; readonly id: string }
  | { readonly type: "placement"; readonly id: PlacementId }
  | { readonly type: "between"; readonly id: "between"; readonly other: number | null }
  | { readonly type: "larger"; readonly id: "larger" | "smaller" | "equal" };

/** Group `subject` stands in a relation to group `object`, or does something to it. */
export interface Link extends Span {
  readonly link: LinkType;
  readonly subject: number;
  readonly object: number;
}

/** Words without a rule. `groups` are those they stand beside. */
export interface Leftover extends Span {
  readonly kind: "style" | "region" | "other";
  /** The place in the frame, where boxes can tell it. */
  readonly region: RegionId | null;
  /** What lies behind everything, where the words name that and nothing else. */
  readonly backdrop: BackdropName | null;
  readonly text: string;
  /** The words there is no rule for; `text` may hold their neighbours too. */
  readonly unknown: string;
  readonly groups: readonly number[];
}

/** As many, more or fewer of `subject` than `times` `object` and `plus`. */
export interface Comparison extends Span {
  readonly type: "comparison";
  readonly subject: number;
  readonly object: number;
  /** Counted together with the object; null for none. */
  readonly also: number | null;
  readonly sort: "equal" | "more" | "fewer";
  readonly times: number;
  readonly plus: number;
}

/** What is said of groups beyond number, look and links. */
export type Fact =
  | Comparison
  | {
      readonly type: "order";
      readonly group: number;
      readonly nth: number;
      readonly from: OrderSide;
      readonly finish: string;
    }
  | { readonly type: "arrangement"; readonly group: number; readonly arrangement: ArrangementId }
  | { readonly type: "facing"; readonly group: number; readonly facing: Facing }
  /** None of the group has the finish. */
  | { readonly type: "lacks"; readonly group: number; readonly finish: string }
  /** Nothing is asked for but what was named. */
  | { readonly type: "only" }
  /** Either of two groups will do. */
  | { readonly type: "either"; readonly groups: readonly [number, number] };

export interface Reading {
  readonly prompt: string;
  readonly groups: readonly Group[];
  readonly links: readonly Link[];
  readonly facts: readonly Fact[];
  readonly leftovers: readonly Leftover[];
  /** True where something said is said again in other words by what was concluded: numbers, pronouns, parts. */
  readonly concluded: boolean;
}
