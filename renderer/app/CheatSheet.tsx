import { Dialog } from "../components/Dialog";
import { Kbd } from "../components/Kbd";
import { commandGroups } from "./command";
import { commands } from "./command-list";
import { useUi } from "./ui-store";

interface Row {
  readonly title: string;
  readonly keys: readonly string[];
}

/** Commands with keys; the nine jumps are told as one. */
function rowsOf(group: (typeof commandGroups)[number]): readonly Row[] {
  const rows = commands
    .filter(
      (command) => command.group === group && command.keys.length > 0 && !/^iteration\.\d$/.test(command.id),
    )
    .map(({ title, keys }) => ({ title, keys }));
  return group === "Iterations" ? [...rows, { title: "Look at iteration 1 to 9", keys: ["1", "9"] }] : rows;
}

/** The `?` sheet: every key at a glance. */
export function CheatSheet() {
  const close = () => useUi.getState().show("cheatSheet", false);
  return (
    <Dialog title="Keyboard shortcuts" onClose={close} className="w-[64rem]">
      <div className="columns-3 gap-9 overflow-y-auto px-5 py-4">
        {commandGroups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="caps mb-1.5">{group}</h3>
            <dl>
              {rowsOf(group).map((row) => (
                <div key={row.title} className="flex min-h-[27px] items-center justify-between gap-4">
                  <dt className="text-base">{row.title}</dt>
                  <dd className="flex gap-1">
                    {row.keys.slice(0, 2).map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                    <span className="sr-only">{row.keys.join(" or ")}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
