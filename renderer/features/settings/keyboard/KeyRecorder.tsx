import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command } from "../../../app/command";
import { commands } from "../../../app/command-list";
import { isSafeWhileTyping, keysOf, useKeymap, withCombo, withKeys } from "../../../app/keymap";
import { comboOf, readable } from "../../../app/keys";
import { Button } from "../../../components/Button";
import { isMac, Kbd } from "../../../components/Kbd";
import { formatList } from "../../../i18n/format";
import { changeKeymap } from "./keymap-actions";
import { held, judge, type Recorded } from "./recording";

interface KeyRecorderProps {
  readonly command: Command;
  readonly onDone: () => void;
}

/** What was pressed; of modifiers alone, just these. */
function shown({ combo, recorded }: { combo: string; recorded: Recorded }): string {
  const isBare = recorded.kind === "reserved" && recorded.why === "bare";
  return isBare ? held(combo) || combo : combo;
}

const face = (combo: string) => readable(combo, isMac).join(" ");

/** Waits for a combination, judges it and gives it to the command. */
export function KeyRecorder({ command, onDone }: KeyRecorderProps) {
  const { t } = useTranslation("settings");
  const [heard, setHeard] = useState<{ combo: string; recorded: Recorded } | null>(null);
  const title = command.title();

  const give = (combo: string, takeFrom: readonly Command[]) => {
    const next = withCombo(useKeymap.getState().map, command, combo, takeFrom);
    void changeKeymap(next, t("keyboard.told.changed", { command: title }));
    onDone();
  };
  const press = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const combo = comboOf(event);
    const { map } = useKeymap.getState();
    const recorded = judge(combo, command, commands, map);
    if (recorded.kind === "cancel") onDone();
    else if (recorded.kind === "clear") {
      if (keysOf(command, map).length > 0)
        void changeKeymap(withKeys(map, command, []), t("keyboard.told.cleared", { command: title }));
      onDone();
    } else if (recorded.kind === "free") give(combo, []);
    else setHeard({ combo, recorded });
  };
  const taken = heard?.recorded.kind === "taken" ? heard.recorded.rivals : null;

  return (
    <div data-own-keys="" className="mt-1.5 rounded-lg border border-accent bg-bg p-2.5">
      <div className="flex items-center justify-between gap-3">
        <button
          type="button"
          // biome-ignore lint/a11y/noAutofocus: it was asked for by the press before
          autoFocus
          aria-label={t("keyboard.pressFor", { command: title })}
          aria-describedby={`hint-${command.id}`}
          onKeyDown={press}
          className="flex h-8 min-w-44 flex-1 items-center gap-2 rounded-md border border-dashed border-line-strong px-2.5 text-base text-mute"
        >
          {heard === null ? t("keyboard.press") : <Kbd keys={shown(heard)} />}
        </button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          {t("cancel", { ns: "common" })}
        </Button>
      </div>
      <div role="status" className="mt-2 text-sm text-mute">
        {heard === null ? (
          <p id={`hint-${command.id}`}>{t("keyboard.hint")}</p>
        ) : (
          <Verdict {...heard} title={title} />
        )}
        {command.whileTyping && heard !== null && !isSafeWhileTyping(heard.combo) && taken !== null ? (
          <p className="mt-1">{t("keyboard.typing")}</p>
        ) : null}
      </div>
      {heard === null || taken === null ? null : (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" variant="primary" onClick={() => give(heard.combo, taken)}>
            {t("keyboard.move")}
          </Button>
          <Button size="sm" onClick={() => give(heard.combo, [])}>
            {t("keyboard.both")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Why the combination was not simply taken. */
function Verdict({ combo, recorded, title }: { combo: string; recorded: Recorded; title: string }) {
  const { t } = useTranslation("settings");
  switch (recorded.kind) {
    case "reserved":
      return <p>{t(`keyboard.reserved.${recorded.why}`, { keys: face(shown({ combo, recorded })) })}</p>;
    case "already":
      return <p>{t("keyboard.already", { command: title })}</p>;
    case "full":
      return <p>{t("keyboard.full")}</p>;
    case "taken": {
      const names = formatList(recorded.rivals.map((rival) => `“${rival.title()}”`));
      return (
        <p className="text-unsure-text">{t("keyboard.taken", { keys: face(combo), commands: names })}</p>
      );
    }
    default:
      return null;
  }
}
