/** Runs one prompt by one policy against the servers, and judges what came of it. */
import type { SkillShelf } from "../../electron/agent/roles";
import type { Engine } from "../../electron/inference/client";
import type { ChatServer } from "./chat-server";
import type { Easel, ImageServer, Picture } from "./image-server";
import type { Latency } from "./latency";
import { Meter, type Tally } from "./meter";
import type { Mind } from "./mind";
import type { Policy } from "./policies";
import { runReference } from "./reference";
import { runStudio } from "./studio";
import { timedFetch } from "./traffic";
import { metBy } from "./truth";
import { createVirtualClock } from "./virtual-clock";

export interface Arena {
  readonly images: ImageServer;
  readonly chat: ChatServer;
  readonly mind: Mind;
  readonly engine: Engine;
  readonly skills: SkillShelf;
  readonly latency: Latency;
  readonly rounds: number;
}

export interface Outcome extends Tally {
  readonly prompt: string;
  readonly pictures: number;
  /** On the benchmark's clock. */
  readonly seconds: number;
  /** Every question of the request answered with yes on the picture handed back, asked anew of the same eyes. */
  readonly passed: boolean;
  /** Every question is met by the scene the picture was drawn from. */
  readonly met: boolean;
}

const MODEL = "bench-vlm";

export async function contest(arena: Arena, policy: Policy, wish: string, seed: number): Promise<Outcome> {
  const { images, chat, latency, rounds, skills, engine, mind } = arena;
  const clock = createVirtualClock();
  const meter = new Meter();
  const pictures: Picture[] = [];
  const easel: Easel = { meter, clock, latency, workers: policy.servers, seed, pictures };
  images.begin(easel);
  chat.begin({ meter, clock, latency, wish, drawn: () => pictures.map(({ prompt }) => prompt) });
  const best = await clock.run(async () => {
    const common = { wish, rounds, model: MODEL };
    if (policy.kind === "reference") {
      const imageUrl = `${images.origins[0]}/generate`;
      const chatUrl = `${chat.origin}/v1`;
      const shelf = heldStill(skills, clock.still.bind(clock));
      const fetch = timedFetch(clock);
      return (await runReference({ ...common, imageUrl, chatUrl, skills: shelf, fetch })).best;
    }
    const at = { imageOrigins: images.origins, chatOrigin: chat.origin };
    return (await runStudio({ ...common, ...at, seed, policy, skills, engine, clock })).best;
  });
  const criteria = mind.decompose(wish);
  const questions = criteria.map(({ question }) => question);
  const verdicts = await mind.look(best, questions, wish);
  const picture = pictures.find(({ png }) => Buffer.compare(png, best) === 0);
  if (picture === undefined) throw new Error("The best picture is none of the server's.");
  return {
    ...meter.read(),
    prompt: wish,
    pictures: pictures.length,
    seconds: clock.now(),
    passed: verdicts.every(({ state }) => state === "pass"),
    met: metBy(picture.svg, criteria) === criteria.length,
  };
}

function heldStill(shelf: SkillShelf, still: <T>(work: () => Promise<T>) => Promise<T>): SkillShelf {
  return { manifests: () => still(() => shelf.manifests()), load: (name) => still(() => shelf.load(name)) };
}
