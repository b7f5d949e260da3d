/** A library of ten thousand iterations in the window: search until it is on screen, and scroll. */
import type { Page } from "playwright";
import { beatOf, type FrameFigures, figuresOf } from "./frames";
import { openWindow, prompt } from "./window";

const searches = [
  "bicycle",
  "failed:count",
  "white owls in fog",
  "rating:>=4 skill:spatial",
  "kettle -wooden",
];

export interface LibraryFigures {
  readonly searches: readonly { readonly query: string; readonly times: readonly number[] }[];
  readonly scroll: FrameFigures;
  /** Of all cells seen in all frames, those that had nothing to show yet. */
  readonly blank: number;
  readonly seen: number;
}

/** Milliseconds from the letter that completes a query until its results are all drawn. */
function searchFor(page: Page, query: string): Promise<number> {
  return page.evaluate((text) => {
    const field = document.querySelector<HTMLInputElement>("input[type=search]");
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    if (field === null || set === undefined) throw new Error("there is no search field");
    const told = () =>
      [
        document.querySelector("main [role=status]")?.textContent,
        ...[...document.querySelectorAll("[role=gridcell]")]
          .slice(0, 4)
          .map((cell) => cell.getAttribute("aria-label")),
      ].join(" ");
    const before = told();
    const began = performance.now();
    set.call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return new Promise<number>((resolve, reject) => {
      const look = (now: number) => {
        const complete = document.querySelector("[role=gridcell][aria-busy=true]") === null;
        if (told() !== before && complete) resolve(now - began);
        else if (now - began > 20_000) reject(new Error(`no results for ${text}`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }, query);
}

interface Scroll {
  readonly times: number[];
  readonly blank: number;
  readonly seen: number;
}

/** Scrolls by two thirds of the height a frame, and counts cells in sight that are still empty. */
function scroll(page: Page, frames: number): Promise<Scroll> {
  return page.evaluate(
    (count) =>
      new Promise<Scroll>((resolve, reject) => {
        const cell = document.querySelector("[role=gridcell]");
        let room = cell?.parentElement ?? null;
        while (room !== null && room.scrollHeight <= room.clientHeight + 1) room = room.parentElement;
        if (room === null) {
          reject(new Error("nothing scrolls"));
          return;
        }
        const scroller = room;
        const times: number[] = [];
        let [last, done, blank, seen] = [0, -1, 0, 0];
        const step = (now: number) => {
          if (done >= 0) times.push(now - last);
          last = now;
          done += 1;
          const box = scroller.getBoundingClientRect();
          for (const one of scroller.querySelectorAll("[role=gridcell]")) {
            const { top, bottom } = one.getBoundingClientRect();
            if (bottom <= box.top || top >= box.bottom) continue;
            seen += 1;
            if (one.getAttribute("aria-busy") === "true") blank += 1;
          }
          if (done >= count) {
            resolve({ times, blank, seen });
            return;
          }
          scroller.scrollTop += 60;
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    frames,
  );
}

/** @param dataFolder a seeded library */
export async function measureLibrary(
  dataFolder: string,
  iterations: number,
  repeat: number,
): Promise<LibraryFigures> {
  const window = await openWindow(dataFolder, [1600, 1000]);
  const { page } = window;
  try {
    await prompt(page).waitFor();
    await page.keyboard.press("Alt+3");
    await page.getByRole("radio", { name: "Images" }).click();
    const all = new RegExp(iterations.toLocaleString("en"));
    await page.getByRole("status").filter({ hasText: all }).first().waitFor({ timeout: 300_000 });
    const beat = await beatOf(page);
    const timed: { query: string; times: number[] }[] = searches.map((query) => ({ query, times: [] }));
    for (let round = 0; round < repeat; round++) {
      for (const one of timed) {
        // Another ending each round: an answer that is remembered is no search.
        one.times.push(await searchFor(page, `${one.query} -nothing${round}`));
      }
    }
    await searchFor(page, "");
    const { times, blank, seen } = await scroll(page, 240);
    return { searches: timed, scroll: figuresOf(times, beat), blank, seen };
  } finally {
    await window.close();
  }
}
