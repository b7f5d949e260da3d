/**
 * Puts an image's questions to a verifier in an order that makes sense: what needs something else to hold waits
 * until that is known, and is not asked at all where it does not hold.
 */
import type { Criterion } from "../../shared/run/criteria";
import type { IterationState } from "../../shared/run/state";
import { effectiveState, type Verdict, type VerdictState } from "../../shared/run/verdicts";
import { failedRequirement, notAsked, requirementsOf, wasNotAsked } from "./dependencies";

interface Facts {
  /** The run's criteria, those switched off included. */
  readonly criteria: readonly Criterion[];
  readonly iteration: IterationState;
}

export class Inquiry {
  /** What was settled, by criterion; errors stay until they are answered. */
  readonly answers: Map<string, Verdict>;
  readonly #wanted: readonly Criterion[];
  readonly #facts: () => Facts | null;
  readonly #onSettled: (verdict: Verdict) => void;
  /** Answers that wait for what their question requires. */
  readonly #held = new Map<string, Verdict>();
  /** Asked as often as it helps: an error stays one. */
  readonly #done = new Set<string>();

  /**
   * @param wanted the questions to be put
   * @param answers what an earlier try at the same has settled already; filled on
   * @param facts what stands in the journal at any moment
   * @param onSettled hears of every verdict that counts, as soon as it does
   */
  constructor(
    wanted: readonly Criterion[],
    answers: Map<string, Verdict>,
    facts: () => Facts | null,
    onSettled: (verdict: Verdict) => void,
  ) {
    this.#wanted = wanted;
    this.answers = answers;
    this.#facts = facts;
    this.#onSettled = onSettled;
  }

  /**
   * What to ask next; empty when nothing is left. Questions that make no sense any more are settled on the way.
   * @param inTurns false: all at once, what waits for others included
   */
  next(inTurns: boolean): readonly Criterion[] {
    this.#strike();
    const open = this.#open().filter(({ id }) => !this.#done.has(id));
    const ready = open.filter((criterion) => !this.#waits(criterion));
    return inTurns && ready.length > 0 ? ready : open;
  }

  /** Takes an answer in; it is settled as soon as what its question requires is known. */
  receive(verdict: Verdict): void {
    if (this.#isSettled(verdict.criterionId)) return;
    this.#held.set(verdict.criterionId, verdict);
    this.#settleHeld();
  }

  /** Those of a round that have no answer, or none but an error. */
  missing(round: readonly Criterion[]): readonly Criterion[] {
    this.#strike();
    const answerTo = (id: string) => this.#held.get(id) ?? this.answers.get(id);
    return round.filter(({ id }) => (answerTo(id)?.state ?? "error") === "error");
  }

  /** These were asked as often as it helps. */
  close(round: readonly Criterion[]): void {
    for (const { id } of round) this.#done.add(id);
    this.#settleHeld();
    // Only questions that wait for each other in a circle are left, as no list that was checked has them.
    for (const verdict of [...this.#held.values()]) this.#settle(verdict);
  }

  /** Questions wanted, and those whose requirement has just come to hold, without an answer that counts. */
  #open(): readonly Criterion[] {
    const facts = this.#facts();
    if (facts === null) return [];
    const wanted = new Set(this.#wanted.map(({ id }) => id));
    return facts.criteria.filter((criterion) => {
      const { id, enabled } = criterion;
      if (!enabled || this.#isSettled(id)) return false;
      return wanted.has(id) || this.#isReopened(facts, criterion);
    });
  }

  #isReopened({ criteria, iteration }: Facts, criterion: Criterion): boolean {
    if (!wasNotAsked(iteration, criterion.id)) return false;
    const required = requirementsOf(criteria, criterion);
    return required.some(({ id }) => this.#isSettled(id)) && this.#failed(criterion) === null;
  }

  #isSettled(id: string): boolean {
    return (this.answers.get(id)?.state ?? "error") !== "error";
  }

  /** True while what the question requires is itself still to be answered. */
  #waits(criterion: Criterion): boolean {
    const facts = this.#facts();
    if (facts === null) return false;
    const wanted = new Set(this.#wanted.map(({ id }) => id));
    return requirementsOf(facts.criteria, criterion).some(
      ({ id }) =>
        wanted.has(id) &&
        facts.iteration.overrides[id] === undefined &&
        !this.#isSettled(id) &&
        (this.#held.has(id) || !this.#done.has(id)),
    );
  }

  #failed(criterion: Criterion): Criterion | null {
    const facts = this.#facts();
    return facts === null
      ? null
      : failedRequirement(facts.criteria, criterion, (id) => this.#stateOf(facts, id));
  }

  #stateOf({ iteration }: Facts, id: string): VerdictState | null {
    return effectiveState(this.answers.get(id) ?? iteration.verdicts[id], iteration.overrides[id]);
  }

  /** Settles what makes no sense to ask, until nothing more follows from it. */
  #strike(): void {
    for (let again = true; again; ) {
      again = false;
      for (const criterion of this.#open()) {
        const failed = this.#waits(criterion) ? null : this.#failed(criterion);
        if (failed === null) continue;
        this.#settle(notAsked(criterion, failed, this.#confidenceIn(failed)));
        again = true;
      }
    }
  }

  #confidenceIn({ id }: Criterion): number {
    const facts = this.#facts();
    if (facts?.iteration.overrides[id] !== undefined) return 1;
    return (this.answers.get(id) ?? facts?.iteration.verdicts[id])?.confidence ?? 1;
  }

  /** One at a time: what is settled may strike out what is still held. */
  #settleHeld(): void {
    for (let next = this.#releasable(); next !== undefined; next = this.#releasable()) this.#settle(next);
  }

  #releasable(): Verdict | undefined {
    this.#strike();
    const asked = this.#facts()?.criteria.filter(({ enabled }) => enabled) ?? [];
    return [...this.#held.values()].find((verdict) => {
      const criterion = asked.find(({ id }) => id === verdict.criterionId);
      return criterion === undefined || !this.#waits(criterion);
    });
  }

  #settle(verdict: Verdict): void {
    this.#held.delete(verdict.criterionId);
    this.answers.set(verdict.criterionId, verdict);
    this.#onSettled(verdict);
  }
}
