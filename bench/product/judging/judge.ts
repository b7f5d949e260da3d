/** Who says what a picture shows. */
import type { Atom } from "../task";

/** Null where the judge cannot tell: another atom for its unjudged ones, never a failed one. */
export type Probability = number | null;

export interface Judge {
  readonly name: string;
  /** True only for a judge the loop has never been trained with, tuned on or asked. */
  readonly independent: boolean;
  /** Share of facts it gets right where the truth is known; absent where nobody has measured it. */
  readonly agreement?: number;
  /**
   * The probability of each atom, 0..1, in their order.
   * @param image PNG bytes: judges see pixels and nothing else
   */
  judge(image: Uint8Array, atoms: readonly Atom[]): Promise<readonly Probability[]>;
  close?(): Promise<void>;
}
