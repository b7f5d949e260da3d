/**
 * The loop of GEMS as published, by the baseline of `npm run bench:agent`: it speaks HTTP, so the roles at hand are put
 * behind servers on this machine. A chat server of the settings is asked directly.
 */
import type { Roles, SkillShelf } from "../../../electron/agent/roles";
import { startChatServer } from "../../agent/chat-server";
import { rememberingEyes } from "../../agent/eyes";
import { type Draw, IMAGE_SIZE, type Picture, startImageServer } from "../../agent/image-server";
import { latencies } from "../../agent/latency";
import { Meter } from "../../agent/meter";
import { createMind } from "../../agent/mind";
import { type ReferenceEnd, runReference } from "../../agent/reference";
import { timedFetch } from "../../agent/traffic";
import { createVirtualClock } from "../../agent/virtual-clock";
import type { Ending, Policy, Room } from "./policy";

const NAME = "reference";
/** What the bench's own chat server answers to. */
const LOCAL_MODEL = "bench-vlm";

export const reference: Policy = {
  name: NAME,
  about: "GEMS as published (arXiv 2603.28088): the authors' loop over the same models.",
  play: async (room, prompt, seed) => {
    const pictures: Picture[] = [];
    const images = await startImageServer(drawingBy(room.roles));
    try {
      const end = await played(room, prompt, seed, images, pictures);
      const picture = pictures.find(({ png }) => Buffer.compare(png, end.best) === 0);
      const svg = picture === undefined || picture.svg === "" ? null : picture.svg;
      const claimed = end.passed === null ? null : end.passed === end.questions.length;
      return { png: end.best, svg, images: end.images, claimed } satisfies Ending;
    } finally {
      await images.close();
    }
  },
};

function drawingBy({ generator }: Roles): Draw {
  const context = {
    signal: new AbortController().signal,
    onUsage: () => undefined,
    onProgress: () => undefined,
  };
  return async (prompt, seed) => {
    const parameters = { seed, size: IMAGE_SIZE, temperature: 1 };
    const { png, svg } = await generator.generate({ prompt, parameters }, context);
    return { png, svg: svg ?? "" };
  };
}

async function played(
  room: Room,
  wish: string,
  seed: number,
  images: Awaited<ReturnType<typeof startImageServer>>,
  pictures: Picture[],
): Promise<ReferenceEnd> {
  const { engine, images: rounds, settings } = room;
  const clock = createVirtualClock();
  const common = { meter: new Meter(), clock, latency: latencies.direct };
  images.begin({ ...common, workers: 1, seed, pictures });
  const input = {
    wish,
    rounds,
    imageUrl: `${images.origins[0]}/generate`,
    skills: stilled(room.skills, clock.still.bind(clock)),
  };
  const { roles } = settings;
  if (roles.kind === "chat") {
    const { baseUrl, model } = roles;
    const fetch = withKey(timedFetch(clock), baseUrl, room.key(baseUrl));
    return clock.run(() => runReference({ ...input, chatUrl: baseUrl, model, fetch }));
  }
  if (roles.kind !== "local") {
    throw new Error(
      `The policy "${NAME}" speaks the OpenAI chat protocol; the roles are played by ${roles.kind}.`,
    );
  }
  const chat = await startChatServer(createMind(rememberingEyes(engine), room.skills));
  try {
    chat.begin({ ...common, wish, drawn: () => pictures.map(({ prompt }) => prompt) });
    const fetch = timedFetch(clock);
    return await clock.run(() =>
      runReference({ ...input, chatUrl: `${chat.origin}/v1`, model: LOCAL_MODEL, fetch }),
    );
  } finally {
    await chat.close();
  }
}

/** Time of the simulation stands still while a skill is read from disk. */
function stilled(shelf: SkillShelf, still: <T>(work: () => Promise<T>) => Promise<T>): SkillShelf {
  return { manifests: () => still(() => shelf.manifests()), load: (name) => still(() => shelf.load(name)) };
}

/** The key goes to the server it was given for and to no other. */
function withKey(ask: typeof fetch, baseUrl: string, key: string | null): typeof fetch {
  if (key === null) return ask;
  return (input, init) => {
    const headers = new Headers(init?.headers);
    if (String(input).startsWith(baseUrl)) headers.set("authorization", `Bearer ${key}`);
    return ask(input, { ...init, headers });
  };
}
