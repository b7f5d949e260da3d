import { RotateCcw, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Command, commandGroups } from "../../../app/command";
import { commands } from "../../../app/command-list";
import { keysOf, useKeymap } from "../../../app/keymap";
import { readable } from "../../../app/keys";
import { Button } from "../../../components/Button";
import { TextInput } from "../../../components/Field";
import { isMac } from "../../../components/Kbd";
import { Section } from "../Section";
import { CommandKeys } from "./CommandKeys";
import { changeKeymap } from "./keymap-actions";

/** True when every word typed is found in the command's title or keys. */
function matches(command: Command, keys: readonly string[], query: string): boolean {
  const text = [
    command.title(),
    command.id,
    ...keys,
    ...keys.map((key) => readable(key, isMac).join("+")),
  ].join(" ");
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.toLowerCase().includes(word));
}

/** Every command by group, with its keys to be changed. */
export function KeyboardSection() {
  const { t } = useTranslation(["settings", "app"]);
  const [query, setQuery] = useState("");
  const map = useKeymap((store) => store.map);
  const groups = commandGroups
    .map((group) => ({
      group,
      rows: commands.filter((one) => one.group === group && matches(one, keysOf(one, map), query)),
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Section id="keyboard" title={t("sections.keyboard")} about={t("keyboard.about")}>
      <div className="flex items-center justify-between gap-3 py-3">
        <span className="relative min-w-0 flex-1">
          <Search size={14} aria-hidden="true" className="absolute top-[9px] left-2.5 text-mute" />
          <TextInput
            type="search"
            aria-label={t("keyboard.search")}
            placeholder={t("keyboard.search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="w-full pl-8"
          />
        </span>
        <Button
          icon={<RotateCcw size={14} className="text-mute" />}
          disabled={Object.keys(map).length === 0}
          onClick={() => void changeKeymap({}, t("keyboard.told.resetAll"))}
        >
          {t("keyboard.resetAll")}
        </Button>
      </div>
      {groups.length === 0 ? <p className="py-4 text-center text-mute">{t("keyboard.empty")}</p> : null}
      {groups.map(({ group, rows }) => (
        <section key={group} aria-label={t(`app:groups.${group}`)} data-group="" className="py-2.5">
          <h4 className="caps mb-1">{t(`app:groups.${group}`)}</h4>
          <ul>
            {rows.map((command) => (
              <CommandKeys key={command.id} command={command} map={map} />
            ))}
          </ul>
        </section>
      ))}
    </Section>
  );
}
