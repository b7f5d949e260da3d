import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { say } from "../../../app/announce";
import { notifyError } from "../../../app/toasts";
import { cx } from "../../../components/cx";
import { Kbd } from "../../../components/Kbd";
import { SectionHead } from "../../../components/SectionHead";
import type { Ready } from "../compared";
import { type Pick, picks, prefer, preferenceBetween } from "../preference";

const keys: Readonly<Record<Pick, string>> = { a: "1", tie: "0", b: "2" };

interface PickButtonsProps {
  readonly label: string;
  readonly names: Readonly<Record<Pick, string>>;
  readonly titles: Readonly<Record<Pick, string>>;
  readonly value: Pick | null;
  readonly disabled?: boolean;
  readonly onPick: (pick: Pick) => void;
}

/** A, tie or B. While one of them has the focus, 1, 0 and 2 pick. */
export function PickButtons({ label, names, titles, value, disabled = false, onPick }: PickButtonsProps) {
  const press = (event: KeyboardEvent) => {
    const pick = picks.find((one) => keys[one] === event.key);
    if (pick === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onPick(pick);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: three toggle buttons, not a form's fieldset
    <div role="group" aria-label={label} onKeyDown={press} className="@container grid grid-cols-3 gap-2">
      {picks.map((pick) => (
        <button
          key={pick}
          type="button"
          aria-label={titles[pick]}
          aria-pressed={value === pick}
          aria-keyshortcuts={keys[pick]}
          disabled={disabled}
          onClick={() => onPick(pick)}
          className={cx(
            "flex h-8 min-w-0 items-center justify-center gap-2 rounded-lg border px-2 text-base font-semibold transition-colors duration-120",
            value === pick
              ? "border-transparent bg-accent text-on-accent"
              : "border-line-strong bg-raised hover:bg-hover",
          )}
        >
          <span className="truncate">{names[pick]}</span>
          <span className="flex @max-[16rem]:hidden">
            <Kbd keys={keys[pick]} onAccent={value === pick} />
          </span>
        </button>
      ))}
    </div>
  );
}

/** The designer's own choice between A and B, kept in the journals of both runs. */
export function YourPick({ a, b }: { a: Ready; b: Ready }) {
  const { t } = useTranslation("compare");
  const [saving, setSaving] = useState(false);
  const titles = { a: t("side.pickA"), tie: t("side.pickTie"), b: t("side.pickB") };
  const value = preferenceBetween(a, b);
  const pick = async (chosen: Pick) => {
    if (saving) return;
    setSaving(true);
    try {
      await prefer(a.place, b.place, chosen, false);
      say(t("side.picked", { what: titles[chosen] }));
    } catch (error) {
      notifyError(t("side.save"), error, () => void pick(chosen));
    } finally {
      setSaving(false);
    }
  };
  return (
    <section aria-label={t("side.pick")}>
      <SectionHead title={t("side.pick")} />
      <div className="mt-2">
        <PickButtons
          label={t("side.pick")}
          names={{ a: "A", tie: t("side.tie"), b: "B" }}
          titles={titles}
          value={value}
          onPick={(chosen) => void pick(chosen)}
        />
      </div>
      <p className="mt-1.5 text-sm text-mute">
        {t("side.pickHint", { count: a.place.runId === b.place.runId ? 1 : 2 })}
      </p>
    </section>
  );
}
