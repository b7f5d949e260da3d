import { Plus, RotateCcw, TriangleAlert, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command } from "../../../app/command";
import { commands } from "../../../app/command-list";
import { type Keymap, keysOf, MAX_KEYS, rivalsOf, withDefaults, withoutCombo } from "../../../app/keymap";
import { readable } from "../../../app/keys";
import { Badge } from "../../../components/Badge";
import { IconButton } from "../../../components/IconButton";
import { isMac, Kbd } from "../../../components/Kbd";
import { formatList } from "../../../i18n/format";
import { KeyRecorder } from "./KeyRecorder";
import { changeKeymap } from "./keymap-actions";

/** One command with its keys, each to be taken away, and a way to add another. */
export function CommandKeys({ command, map }: { command: Command; map: Keymap }) {
  const { t } = useTranslation("settings");
  const [recording, setRecording] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const keys = keysOf(command, map);
  const title = command.title();
  const changed = map[command.id] !== undefined;

  const done = () => {
    setRecording(false);
    requestAnimationFrame(() => add.current?.focus());
  };
  const remove = (combo: string) =>
    void changeKeymap(
      withoutCombo(map, command, combo),
      keys.length === 1
        ? t("keyboard.told.cleared", { command: title })
        : t("keyboard.told.changed", { command: title }),
    );
  const reset = () =>
    void changeKeymap(withDefaults(map, command), t("keyboard.told.reset", { command: title }));

  return (
    <li data-setting="" data-command={command.id} className="py-0.5">
      <div className="flex min-h-7 items-center gap-3">
        <span className="flex min-w-0 flex-1 items-center gap-2">
          <span className="min-w-0 truncate text-base" title={title}>
            {title}
          </span>
          {changed ? <Badge tone="accent">{t("keyboard.changed")}</Badge> : null}
        </span>
        <span className="flex flex-wrap items-center justify-end gap-1.5">
          {keys.length === 0 ? <span className="text-sm text-mute">{t("keyboard.none")}</span> : null}
          {keys.map((combo) => (
            <KeyChip key={combo} combo={combo} command={command} map={map} onRemove={() => remove(combo)} />
          ))}
        </span>
        <span className="flex w-[58px] shrink-0 justify-end gap-1">
          {changed ? (
            <IconButton
              label={t("keyboard.resetOne", { command: title })}
              icon={<RotateCcw size={14} />}
              onClick={reset}
            />
          ) : null}
          <IconButton
            ref={add}
            label={t("keyboard.addFor", { command: title })}
            icon={<Plus size={14} />}
            aria-expanded={recording}
            disabled={keys.length >= MAX_KEYS}
            onClick={() => setRecording(true)}
          />
        </span>
      </div>
      {recording ? <KeyRecorder command={command} onDone={done} /> : null}
    </li>
  );
}

interface KeyChipProps {
  readonly combo: string;
  readonly command: Command;
  readonly map: Keymap;
  readonly onRemove: () => void;
}

function KeyChip({ combo, command, map, onRemove }: KeyChipProps) {
  const { t } = useTranslation("settings");
  const face = readable(combo, isMac).join(" ");
  const rivals = rivalsOf(command, combo, commands, map);
  const shared =
    rivals.length === 0
      ? null
      : t("keyboard.shared", {
          keys: face,
          commands: formatList(rivals.map((rival) => `“${rival.title()}”`)),
        });
  return (
    <span className="inline-flex items-center">
      {shared === null ? null : (
        <span role="img" aria-label={shared} title={shared} className="mr-1 text-unsure">
          <TriangleAlert size={13} />
        </span>
      )}
      <span className="sr-only">{face}</span>
      <Kbd keys={combo} />
      <button
        type="button"
        aria-label={t("keyboard.remove", { keys: face, command: command.title() })}
        onClick={onRemove}
        className="inline-flex size-6 items-center justify-center rounded-sm text-mute hover:bg-hover hover:text-text"
      >
        <X size={11} />
      </button>
    </span>
  );
}
