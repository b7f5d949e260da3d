/** Memory across runs, as the services see it. */

export { Memory, type MemoryOptions } from "./store";
