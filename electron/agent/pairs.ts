/**
 * Images of equal score told apart by comparing them (pairwise, as Maestro does: arXiv 2509.10704). Each pair is
 * shown in both orders: a judge that follows the place contradicts itself, and decides nothing.
 */
import type { DurableBody, RunEvent } from "../../shared/run/events";
import { type RunState, wishOf } from "../../shared/run/state";
import { perform, type Work } from "./perform";
import type { PairJudge } from "./roles";
import type { Session } from "./session";
import { missing } from "./steering/refusals";
import type { Step } from "./steps";

type CompareStep = Step & { readonly kind: "compare" };
type Side = "a" | "b" | "tie";

/** A judge that fails ends no run: scores then stay equal, and the earliest counts as best. */
export async function* compare(session: Session, step: CompareStep): AsyncGenerator<RunEvent, void, void> {
  const { judge } = session.input.roles;
  if (judge === undefined) return;
  const outcome = yield* perform(session, step, "verifier", comparing(session, step, judge));
  if (outcome.kind === "done") yield* session.say(outcome.value);
  if (outcome.kind === "failed") session.dismissJudge();
}

function comparing(session: Session, { a, b }: CompareStep, judge: PairJudge): Work<DurableBody> {
  const { state, input } = session;
  const about = {
    prompt: wishOf(state),
    criteria: (state.criteria ?? []).filter((criterion) => criterion.enabled),
  };
  return async (tools) => {
    const [of, other] = [await pictureOf(state, a, input.images), await pictureOf(state, b, input.images)];
    const once = await judge.compare({ ...about, first: of, second: other }, tools);
    const turned = await judge.compare({ ...about, first: other, second: of }, tools);
    const orders: [Side, Side] = [sideOf(once.winner, "a", "b"), sideOf(turned.winner, "b", "a")];
    const winner = orders[0] === orders[1] && orders[0] !== "tie" ? orders[0] : null;
    const reason = orders[0] === orders[1] ? once.reason : `${once.reason} / ${turned.reason}`;
    return { type: "pair-judged", a, b, orders, winner, reason, by: once.by };
  };
}

function sideOf(winner: "first" | "second" | "tie", first: Side, second: Side): Side {
  if (winner === "tie") return "tie";
  return winner === "first" ? first : second;
}

function pictureOf(state: RunState, n: number, images: Session["input"]["images"]): Promise<Uint8Array> {
  const image = state.iterations.find((it) => it.n === n)?.image ?? null;
  if (image === null) throw missing(`picture of attempt ${n}`);
  return images.get(image.ref);
}
