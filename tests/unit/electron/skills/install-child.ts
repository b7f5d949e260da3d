/** The victim of the kill test: replaces a skill by two packs in turn, without end. Arguments: data, pack A, pack B. */
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
for (let n = 0; ; n += 1) {
  await library.install(n % 2 === 0 ? first : second, { replace: true });
  process.stdout.write(`${n}\n`);
}
