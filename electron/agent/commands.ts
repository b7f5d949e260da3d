/** What a designer can do to a run. Every one that changes what was decided can be taken back by another. */
import type { Criterion } from "../../shared/run/criteria";
import type { Rating } from "../../shared/run/events";
import type { BudgetChange, Pace } from "../../shared/run/settings";
import type { Preference } from "../../shared/run/state";
import type { Override } from "../../shared/run/verdicts";

export type Command =
  | { readonly type: "stop"; readonly mode: "now" | "after-this" }
  /** Gives the attempt under way up and goes on with the next prompt. */
  | { readonly type: "skip" }
  /** Goes on with a run at rest. */
  | { readonly type: "resume"; readonly rounds?: number }
  | { readonly type: "edit-criteria"; readonly criteria: readonly Criterion[] }
  | {
      readonly type: "override";
      readonly iteration: number;
      readonly criterionId: string;
      /** null takes the designer's word back. */
      readonly state: Override["state"] | null;
      readonly note?: string;
    }
  | {
      readonly type: "reverify";
      readonly iteration: number;
      /** null: every enabled criterion; empty: takes back what was asked and not answered yet. */
      readonly criterionIds: readonly string[] | null;
    }
  | {
      readonly type: "edit-prompt";
      readonly iteration: number;
      /** null takes the designer's words back. */
      readonly prompt: string | null;
      readonly seed?: number;
      readonly temperature?: number;
    }
  | { readonly type: "pace"; readonly pace: Pace }
  | { readonly type: "pin"; readonly iteration: number | null }
  | { readonly type: "rate"; readonly iterations: readonly number[]; readonly rating: Rating | null }
  | {
      readonly type: "prefer";
      readonly iteration: number;
      readonly against: Preference["against"];
      /** null takes the choice back. */
      readonly outcome: Preference["outcome"] | null;
      readonly blind: boolean;
    }
  | { readonly type: "rounds"; readonly rounds: number }
  | { readonly type: "seconds"; readonly seconds: number | null }
  | { readonly type: "rename"; readonly title: string }
  /** The designer's answer to the run's question; null: the prompt is meant as typed. */
  | { readonly type: "answer"; readonly prompt: string | null }
  | { readonly type: "budget"; readonly budget: BudgetChange }
  | { readonly type: "candidates"; readonly candidates: number };
