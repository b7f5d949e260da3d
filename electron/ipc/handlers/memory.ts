/** Requests about lessons of earlier runs. */
import type { Memory } from "../../memory";
import type { Handlers } from "../register";

export interface MemoryHandlersDeps {
  readonly memory: Memory;
}

type MemoryHandlers = Pick<Handlers, "memory:list" | "memory:pin" | "memory:forget" | "memory:recover">;

export function memoryHandlers({ memory }: MemoryHandlersDeps): MemoryHandlers {
  return {
    "memory:list": (input) => memory.list(input),
    "memory:pin": ({ id, pinned }) => memory.pin(id, pinned),
    "memory:forget": ({ ids }) => memory.forget(ids),
    "memory:recover": ({ ids }) => memory.recover(ids),
  };
}
