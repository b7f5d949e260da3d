/**
 * The victim of the kill test: installs, replaces, rolls back, takes away and brings back one skill, without end.
 * Prints what stands on the shelf behind each step. Arguments: data, pack A, pack B.
 */
import path from "node:path";
import { openSkillLibrary } from "../../../../electron/skills";

const [data, first, second] = process.argv.slice(2);
if (data === undefined || first === undefined || second === undefined) throw new Error("usage: DATA A B");
const library = await openSkillLibrary({
  bundled: path.join(data, "none"),
  user: path.join(data, "skills"),
  trash: path.join(data, "trash"),
  disabled: () => [],
});

const standing = async (): Promise<string> => (await library.list())[0]?.hash ?? "none";

async function install(place: string): Promise<void> {
  const { token } = await library.preflight([place]);
  await library.install(token, [{ index: 0, action: "replace", enable: true }]);
}

async function goBack(): Promise<void> {
  const [, previous] = await library.versions("paper-cut");
  if (previous !== undefined) await library.rollback("paper-cut", previous.hash);
}

const steps = [
  () => install(first),
  () => install(second),
  goBack,
  () => library.uninstall("paper-cut"),
  () => library.restore("paper-cut"),
];

// A start begins where the last one was killed.
if ((await standing()) === "none") await install(first);
process.stdout.write(`${await standing()}\n`);
for (let n = 0; ; n += 1) {
  await steps[n % steps.length]?.();
  process.stdout.write(`${await standing()}\n`);
}
