/** What the grammar makes of a prompt. */
import type { RelationId } from "../../../shared/flatland/geometry";
import type { NounPhrase, Span } from "./noun-phrase";

/** Objects of one kind the prompt asks for. */
export interface Group extends NounPhrase {
  readonly index: number;
}

export type LinkType =
  | { readonly type: "relation"; readonly id: RelationId }
  | { readonly type: "verb"; readonly id: string };

/** Group `subject` stands in a relation to group `object`, or does something to it. */
export interface Link extends Span {
  readonly link: LinkType;
  readonly subject: number;
  readonly object: number;
}

/** Words without a rule. `groups` are those they stand beside. */
export interface Leftover extends Span {
  readonly kind: "style" | "region" | "other";
  readonly text: string;
  /** The words there is no rule for; `text` may hold their neighbours too. */
  readonly unknown: string;
  readonly groups: readonly number[];
}

export interface Reading {
  readonly prompt: string;
  readonly groups: readonly Group[];
  readonly links: readonly Link[];
  readonly leftovers: readonly Leftover[];
}
