/** Puts a stand-in main side on `window.studio`, in the state the address asks for (`?scene=…`). */
import type { Criterion } from "../../shared/run/criteria";
import type { DurableBody } from "../../shared/run/events";
import { type HarnessRun, harnessBridge, newWorld, readyEngine } from "./bridge";
import { attempt, criteria, journal, opening, PROMPT, stamped } from "./journal";

const query = new URLSearchParams(window.location.search);
const scene = query.get("scene") ?? "empty";
const world = newWorld();
const theme = query.get("theme");
if (theme === "light" || theme === "dark") world.settings = { ...world.settings, theme };
const pace = Number(query.get("pace") ?? "70");
world.pace = pace;

const now = Date.now();
const id = "bicycl3s";

function add(run: HarnessRun): void {
  world.runs.push(run);
}

function partly(bodies: DurableBody[], ago: number): HarnessRun {
  return { id, events: stamped(bodies, now - ago), live: false };
}

const many: readonly Criterion[] = Array.from({ length: 60 }, (_, index) => {
  const base = criteria[index % criteria.length] as Criterion;
  return index < criteria.length
    ? base
    : { ...base, id: `x${index}`, question: `${base.question} (${index + 1})` };
});

const failure: DurableBody[] = [
  {
    type: "role-failed",
    role: "generator",
    iteration: 3,
    code: "unreachable",
    message: "The image server at http://localhost:8000 does not answer.",
    remedy: "Start the server, then retry. The run goes on with iteration 3.",
    detail: "POST http://localhost:8000/generate\nconnect ECONNREFUSED 127.0.0.1:8000",
    retryable: true,
  },
  { type: "run-finished", reason: "failed", best: 2 },
];

const twoDone = [...opening({ id, startedAt: now }), ...attempt(1, criteria), ...attempt(2, criteria)];
const long = `${PROMPT}, `.repeat(60);

if (scene === "finished" || scene === "library" || scene === "memory")
  add({ id, events: journal({ id, startedAt: now - 4000 }), live: false });
if (scene === "failed") add(partly([...twoDone, ...attempt(3, criteria).slice(0, 2), ...failure], 9000));
if (scene === "interrupted") add(partly([...twoDone, ...attempt(3, criteria).slice(0, 5)], 9000));
if (scene === "stopped") add(partly([...twoDone, { type: "run-stopped", mode: "now" }], 9000));
if (scene === "running") add(partly([...twoDone, ...attempt(3, criteria)], 2800));
if (scene === "planning") add(partly(opening({ id, startedAt: now }).slice(0, 2), 400));
if (scene === "big")
  add({
    id,
    events: journal({ id, startedAt: now - 400_000, iterations: 200, rounds: 50, criteria: many }),
    live: false,
  });
if (scene === "long")
  add({
    id,
    events: journal({ id, startedAt: now - 4000, prompt: long, title: long.slice(0, 180) }),
    live: false,
  });
if (scene === "engine") {
  world.engine = {
    ...readyEngine,
    state: "failed",
    restarts: 3,
    error: {
      code: "engine-crashed",
      message: "The engine stopped three times in a row.",
      remedy: "Restart it. If it stops again, copy the details.",
      retryable: true,
      detail: "exit code 139",
    },
  };
}
if (scene === "library") {
  const titles = [
    "Violin and flamingos",
    "Open air",
    "Three kites",
    "Toy farm",
    "Milk run",
    "Glass menagerie",
    "Balloon fair",
    "Stone garden",
  ];
  for (let index = 0; index < 240; index += 1) {
    const other = `libr${String(index).padStart(4, "0")}`;
    const startedAt = now - (index + 1) * 17_000_000;
    const iterations = (index % 4) + 1;
    const events = journal({
      id: other,
      startedAt,
      iterations,
      title: titles[index % titles.length] ?? "",
      finish: index % 5 !== 3,
    });
    add({ id: other, events, live: false });
  }
}
if (scene === "server") {
  world.settings = {
    ...world.settings,
    generator: { kind: "gems-http", baseUrl: "http://localhost:8000" },
    roles: { kind: "chat", baseUrl: "http://localhost:8001/v1", model: "qwen3-vl-8b" },
  };
  world.secrets = { generator: "none", chat: "stored" };
}

const bridge = harnessBridge(world);
Object.defineProperty(window, "studio", { value: bridge });

if (world.runs.length > 0 && scene !== "library" && query.get("keep") === null) {
  const known: unknown = JSON.parse(localStorage.getItem("gems.arrangement") ?? "{}");
  const state = typeof known === "object" && known !== null && "state" in known ? known.state : {};
  localStorage.setItem(
    "gems.arrangement",
    JSON.stringify({ state: { ...(state as object), lastRun: id }, version: 1 }),
  );
}
if (scene === "running" || scene === "planning") bridge.play(id);
