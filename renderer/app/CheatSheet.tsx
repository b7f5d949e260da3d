import { Printer, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextInput } from "../components/Field";
import { isMac, Kbd } from "../components/Kbd";
import { t as say } from "../i18n";
import { type CommandGroup, commandGroups } from "./command";
import { commands } from "./command-list";
import { type Keymap, keysOf, useKeymap } from "./keymap";
import { readable } from "./keys";
import { openSettings } from "./settings-link";
import { useUi } from "./ui-store";

interface Row {
  readonly title: string;
  readonly keys: readonly string[];
}

const isJump = (id: string) => /^iteration\.\d$/.test(id);

/** Commands with keys; the nine jumps are told as one while their keys are the studio's own. */
function rowsOf(group: CommandGroup, map: Keymap): readonly Row[] {
  const jumpsAreOwn = !Object.keys(map).some(isJump);
  const rows = commands
    .filter((one) => one.group === group && !(jumpsAreOwn && isJump(one.id)))
    .map((one) => ({ title: one.title(), keys: keysOf(one, map) }))
    .filter(({ keys }) => keys.length > 0);
  if (group !== "Iterations" || !jumpsAreOwn) return rows;
  return [...rows, { title: say("app:commands.iteration.jumps"), keys: ["1", "9"] }];
}

function Group({ group, rows }: { group: CommandGroup; rows: readonly Row[] }) {
  const { t } = useTranslation(["app", "common"]);
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="caps mb-1.5">{t(`groups.${group}`)}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.title} className="flex min-h-[27px] items-center justify-between gap-4 py-0.5">
            <dt className="min-w-0 text-base">{row.title}</dt>
            <dd className="flex shrink-0 gap-1">
              {row.keys.slice(0, 2).map((keys) => (
                <Kbd key={keys} keys={keys} />
              ))}
              <span className="sr-only">{row.keys.join(` ${t("common:or")} `)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function matches(row: Row, query: string): boolean {
  const text = [row.title, ...row.keys, ...row.keys.map((key) => readable(key, isMac).join("+"))].join(" ");
  return text.toLowerCase().includes(query.trim().toLowerCase());
}

/** The `?` sheet: every key in force at a glance, to be searched, printed and changed. */
export function CheatSheet() {
  const { t } = useTranslation("app");
  const [query, setQuery] = useState("");
  const map = useKeymap((store) => store.map);
  const close = () => useUi.getState().show("cheatSheet", false);
  const groups = commandGroups
    .map((group) => ({ group, rows: rowsOf(group, map).filter((row) => matches(row, query)) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Dialog title={t("sheet.title")} onClose={close} className="w-[66rem]">
      <div className="flex items-center gap-3 border-b border-line px-5 py-2.5 print:hidden">
        <span className="relative min-w-0 flex-1">
          <Search size={14} aria-hidden="true" className="absolute top-[9px] left-2.5 text-mute" />
          <TextInput
            type="search"
            aria-label={t("sheet.search")}
            placeholder={t("sheet.search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="w-full pl-8"
          />
        </span>
        <Button
          onClick={() => {
            close();
            openSettings("keyboard");
          }}
        >
          {t("sheet.change")}
        </Button>
        <Button icon={<Printer size={14} className="text-mute" />} onClick={() => window.print()}>
          {t("sheet.print")}
        </Button>
      </div>
      {groups.length === 0 ? (
        <p className="px-5 py-10 text-center text-mute">{t("sheet.empty")}</p>
      ) : (
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list that must scroll by keyboard
          tabIndex={0}
          className="cheat-sheet relative columns-3 gap-9 overflow-y-auto px-5 py-4 outline-none max-[1000px]:columns-2"
        >
          {groups.map(({ group, rows }) => (
            <Group key={group} group={group} rows={rows} />
          ))}
        </div>
      )}
    </Dialog>
  );
}
