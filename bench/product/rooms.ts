/** What a lane works with: services, roles and an engine process of its own. */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { ExperienceStore } from "../../electron/agent/roles";
import type { Spawner } from "../../electron/inference/spawner";
import type { Services } from "../../electron/services";
import { madeUpPrompts } from "../prompts";
import { openBenchServices } from "../services";
import type { Arguments } from "./arguments";
import type { Panel } from "./contest";
import { ownEyes } from "./judging/eyes";
import type { Judge } from "./judging/judge";
import type { Room } from "./policies/policy";

export interface Lane {
  readonly room: Room;
  readonly panel: Panel;
  readonly close: () => Promise<void>;
}

/** Of runs that fill the store of lessons: they must not share pictures with the ones measured. */
const OTHER_SEED = 100_003;
/** The folder of the bundled engine's layout model. */
const LAYOUT = "flatland";

/**
 * @param data a folder that goes away afterwards; the user's settings are copied there, never changed
 * @param spawn starts the inference processes; the built one where absent
 */
export async function openLanes(
  asked: Arguments,
  data: string,
  independent: Judge | null,
  spawn?: Spawner,
): Promise<readonly Lane[]> {
  const lanes: Lane[] = [];
  let lessons: Promise<ExperienceStore> | null = null;
  for (let index = 0; index < asked.parallel; index++) {
    const services = await openOne(asked, path.join(data, String(index)), spawn);
    const fill = () => {
      lessons ??= filled(services, asked);
      return lessons;
    };
    lanes.push(laneOf(asked, services, independent, fill));
  }
  try {
    for (const { room } of lanes) await room.engine.warmUp();
  } catch (error) {
    for (const lane of lanes) await lane.close();
    throw error;
  }
  return lanes;
}

async function openOne(asked: Arguments, folder: string, spawn?: Spawner): Promise<Services> {
  mkdirSync(folder, { recursive: true });
  for (const part of ["settings.json", "skills"]) {
    const own = asked.settings === undefined ? null : path.join(path.resolve(asked.settings), part);
    if (own !== null && existsSync(own)) cpSync(own, path.join(folder, part), { recursive: true });
  }
  const models =
    asked.layout === undefined ? undefined : withLayout(asked.layout, path.join(folder, "models"));
  const services = await openBenchServices(folder, undefined, spawn, models);
  const { generator, roles } = asked;
  if (generator !== undefined) services.settings.update({ generator });
  if (roles !== undefined) services.settings.update({ roles, rolesFor: {} });
  return services;
}

/** The bundled models, with another model for the layout. @throws Error when the folder holds none */
function withLayout(layout: string, folder: string): string {
  const own = path.resolve(import.meta.dirname, "..", "..", "models");
  const other = path.resolve(process.env.INIT_CWD ?? process.cwd(), layout);
  if (!existsSync(path.join(other, "model.onnx"))) throw new Error(`There is no layout model in ${other}.`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(own))
    symlinkSync(name === LAYOUT ? other : path.join(own, name), path.join(folder, name), "junction");
  return folder;
}

function laneOf(
  { rounds }: Arguments,
  services: Services,
  independent: Judge | null,
  lessons: () => Promise<ExperienceStore>,
): Lane {
  const { engine, settings, secrets, skills } = services;
  const { roles, generatorName, rolesName } = services.composeRoles();
  return {
    room: {
      roles,
      engine,
      settings: settings.get(),
      key: (baseUrl) => secrets.get(baseUrl),
      skills: skills.shelf(),
      images: rounds,
      lessons,
      names: { generator: generatorName, roles: rolesName },
    },
    panel: { eyes: ownEyes(engine), independent },
    close: () => services.close(),
  };
}

/** Runs the studio on made-up prompts of another seed, so that its store has something to recall. */
async function filled(services: Services, { lessons, seed, rounds }: Arguments): Promise<ExperienceStore> {
  console.error(`filling the store of lessons with ${lessons} other prompts`);
  for (const { prompt } of madeUpPrompts(lessons, seed + 1)) {
    const { ended } = await services.runs.start({ prompt, seed: OTHER_SEED + seed, rounds, memory: false });
    const { failure } = await ended;
    if (failure !== null) throw new Error(`${prompt}: ${failure.role}: ${failure.message}`);
  }
  await services.memory.settled();
  return services.memory;
}
