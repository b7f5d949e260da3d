/** Tells what was tried against a real server and what came of it, a line each. */
import { asStudioError } from "../../shared/errors";

export interface Finding<T = unknown> {
  readonly ok: boolean;
  readonly words: string;
  readonly value?: T;
}

export interface Say {
  /** Tries something; a fault is a finding too. Resolves to what it brought, undefined where it brought nothing. */
  <T>(what: string, attempt: () => Promise<Finding<T>>): Promise<T | undefined>;
  failed(): boolean;
}

export function report(title: string): Say {
  console.log(`# ${title}\n`);
  let failures = 0;
  const say = async <T>(what: string, attempt: () => Promise<Finding<T>>): Promise<T | undefined> => {
    const { ok, words, value } = await attempt().catch((thrown: unknown): Finding<T> => {
      const { code, message, remedy, detail = "" } = asStudioError(thrown);
      return { ok: false, words: `${code}: ${message} ${remedy} ${detail}` };
    });
    if (!ok) failures++;
    console.log(`- ${ok ? "✓" : "✗"} ${what}: ${words.trim()}`);
    return value;
  };
  return Object.assign(say, { failed: () => failures > 0 });
}
