/** kill -9 while a skill is being replaced: what is found afterwards is the old pack or the new one, whole. */
import { cp, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
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

it("leaves the old skill or the new one, never neither and never a mixture", {
  timeout: 120_000,
}, async () => {
  const data = await temporaryFolder();
  const [first, second] = [path.join(data, "a", "paper-cut"), path.join(data, "b", "paper-cut")];
  await cp(path.join(fixtures, "paper-cut"), first, { recursive: true });
  await writePack(second, skillText("paper-cut", "Another."), { "references/other.md": "x".repeat(300_000) });
  const hashOf = async (folder: string) => hashPack(folder, (await listPack(folder)).files);
  const whole = await Promise.all([first, second].map(hashOf));
  const folders = {
    bundled: path.join(data, "none"),
    user: path.join(data, "skills"),
    trash: path.join(data, "trash"),
  };

  const moments = fc.sample(fc.record({ lines: fc.nat(6), turns: fc.nat(300) }), { numRuns: 15, seed: 6 });
  const seen = new Set<string>();
  let installed = false;
  for (const when of moments) {
    const steps = await victim.killAt(when, data, first, second);
    installed ||= steps.length > 0;
    const library = await openSkillLibrary({ ...folders, disabled: () => [] });
    const entries = await library.list();
    if (installed) expect(entries).toHaveLength(1);
    for (const entry of entries) {
      expect(whole).toContain(entry.hash);
      expect(entry).toMatchObject({ valid: true, folder: path.join(folders.user, "paper-cut") });
      seen.add(entry.hash);
    }
    expect((await readdir(folders.user)).filter((name) => name.startsWith(".old-"))).toEqual([]);
  }
  expect(seen.size).toBe(2);
});
