/** How far a workflow is, from the nodes that are done and the steps of the one that runs. */
import { nameOf, type Workflow } from "../../../shared/comfyui/workflow";
import type { ComfyMessage } from "./messages";

/** Samplers take nearly all of the time. */
const SAMPLER_WEIGHT = 20;
/** The picture still has to be fetched. */
const MOST = 0.97;

export class WorkflowProgress {
  readonly #workflow: Workflow;
  readonly #weights: ReadonlyMap<string, number>;
  readonly #whole: number;
  readonly #done = new Set<string>();
  #running: string | null = null;
  #within = 0;
  #fraction = 0;
  #label = "Drawing";

  constructor(workflow: Workflow) {
    this.#workflow = workflow;
    this.#weights = new Map(
      Object.entries(workflow).map(([id, node]) => [
        id,
        /sampler/i.test(node.class_type) ? SAMPLER_WEIGHT : 1,
      ]),
    );
    this.#whole = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0);
  }

  /** Takes a message in. */
  tell(message: ComfyMessage): void {
    if (message.type === "execution_cached") for (const id of message.data.nodes) this.#done.add(id);
    if (message.type === "executing") this.#begin(message.data.node);
    if (message.type === "progress") {
      const { node, value, max } = message.data;
      if (typeof node === "string" && node !== this.#running) this.#begin(node);
      this.#within = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
      this.#label = `${this.#name()}: ${value} of ${max}`;
    }
    this.#fraction = Math.max(this.#fraction, this.#reached());
  }

  /** In [0, 1), never falling. */
  get fraction(): number {
    return this.#fraction;
  }

  get label(): string {
    return this.#label;
  }

  #begin(node: string | null): void {
    if (this.#running !== null && this.#running !== node) this.#done.add(this.#running);
    this.#running = node;
    this.#within = 0;
    this.#label = node === null ? "Fetching the picture" : this.#name();
  }

  #name(): string {
    return this.#running === null
      ? "Drawing"
      : nameOf(this.#workflow, this.#running).replace(/ \(node .*\)$/, "");
  }

  #reached(): number {
    const weight = (id: string | null) => (id === null ? 0 : (this.#weights.get(id) ?? 0));
    const done = [...this.#done].filter((id) => id !== this.#running);
    const sum = done.reduce((total, id) => total + weight(id), 0) + weight(this.#running) * this.#within;
    return Math.min(MOST, this.#whole === 0 ? 0 : sum / this.#whole);
  }
}
