/** Which of A and B is in front while they flicker. Lasts as long as the view does. */
import { create } from "zustand";

interface Flicker {
  readonly front: "a" | "b";
  /** True while it goes by itself. */
  readonly auto: boolean;
}

export const useFlicker = create<Flicker>(() => ({ front: "a", auto: false }));

export function flip(): void {
  useFlicker.setState(({ front }) => ({ front: front === "a" ? "b" : "a" }));
}

export function setAuto(auto: boolean): void {
  useFlicker.setState({ auto });
}
