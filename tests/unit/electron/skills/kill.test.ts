/**
 * kill -9 while a skill is installed, replaced, rolled back, taken away or brought back: what is found afterwards is
 * what stood before that step or what stands behind it, whole and agreed to.
 */
import { cp, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSkillLibrary } from "../../../../electron/skills";
import { hashPack, listPack } from "../../../../electron/skills/pack-files";
import { buildVictim, type Victim } from "../victim";
import { fixtures, skillText, temporaryFolder, writePack } from "./support";

let victim: Victim;

beforeAll(async () => {
  victim = await buildVictim(fileURLToPath(new URL("install-child.ts", import.meta.url)));
}, 60_000);

afterAll(() => victim.remove());

/** Steps of the victim, in turn: A, B, back to A, none, A again. */
function expectedAfter(step: number, a: string, b: string): string {
  return [a, a, b, a, "none", a][step === 0 ? 0 : ((step - 1) % 5) + 1] ?? a;
}

it("leaves what stood before or what stands behind, never neither and never a mixture", {
  timeout: 180_000,
}, async () => {
  const source = await temporaryFolder();
  const [first, second] = [path.join(source, "a", "paper-cut"), path.join(source, "b", "paper-cut")];
  await cp(path.join(fixtures, "paper-cut"), first, { recursive: true });
  await writePack(second, skillText("paper-cut", "Another."), { "references/other.md": "x".repeat(300_000) });
  const hashOf = async (folder: string) => hashPack(folder, (await listPack(folder)).files);
  const [a, b] = (await Promise.all([first, second].map(hashOf))) as [string, string];

  // A step of the victim takes some 100 changes; all five stand within these.
  const moments = Array.from({ length: 44 }, (_, at) => ({ change: 1 + 13 * at }));
  const seen = new Set<string>();
  for (const when of moments) {
    const data = await temporaryFolder();
    const folders = { user: path.join(data, "skills"), trash: path.join(data, "trash") };
    const told = await victim.killAt(when, data, first, second);
    const library = await openSkillLibrary({
      ...folders,
      bundled: path.join(data, "no"),
      disabled: () => [],
    });
    const [entry, ...more] = await library.list();
    expect(more).toEqual([]);
    const stands = entry?.hash ?? "none";
    const last = told.length - 1;
    const allowed = last < 0 ? ["none", a] : [expectedAfter(last, a, b), expectedAfter(last + 1, a, b)];
    expect(told.every((line, step) => line === expectedAfter(step, a, b))).toBe(true);
    expect(allowed).toContain(stands);
    if (entry !== undefined) {
      expect(entry).toMatchObject({
        valid: true,
        consent: "given",
        folder: path.join(folders.user, "paper-cut"),
      });
      for (const { hash } of await library.versions("paper-cut")) expect([a, b]).toContain(hash);
    } else if (last >= 0) {
      await library.restore("paper-cut");
      expect((await library.list())[0]).toMatchObject({ hash: a, consent: "given" });
    }
    const leftovers = (await readdir(folders.user)).filter((name) => /^\.(?:old|new|gone)-/.test(name));
    expect(leftovers).toEqual([]);
    seen.add(stands);
  }
  expect(seen).toEqual(new Set([a, b, "none"]));
});
