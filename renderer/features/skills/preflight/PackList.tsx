import { useTranslation } from "react-i18next";
import type { PackPreview, Preflight } from "../../../../shared/skills";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { type Choice, finalName, type NameFault } from "./choices";
import { RefusedList } from "./RefusedList";

interface PackListProps {
  readonly packs: readonly PackPreview[];
  readonly choices: readonly Choice[];
  readonly faults: readonly (NameFault | null)[];
  readonly refused: Preflight["refused"];
  /** Index of the pack that is shown beside the list. */
  readonly shown: number;
  readonly onShow: (index: number) => void;
  readonly onChange: (index: number, choice: Choice) => void;
}

const tones = { new: "accent", same: "quiet", update: "unsure", "shadows-bundled": "unsure" } as const;

export function StandingBadge({ pack }: { pack: PackPreview }) {
  const { t } = useTranslation("skills");
  if (!pack.valid) return <Badge tone="fail">{t("standing.invalid")}</Badge>;
  return <Badge tone={tones[pack.standing]}>{t(`standing.${pack.standing}`)}</Badge>;
}

/** The packs that were found, with a tick for those that are to come in; what was refused below them. */
export function PackList({ packs, choices, faults, refused, shown, onShow, onChange }: PackListProps) {
  const { t } = useTranslation("skills");
  return (
    <div className="flex w-72 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line p-2 pb-4">
      <ul aria-label={t("preflight.packs")} className="flex flex-col gap-0.5">
        {packs.map((pack, index) => {
          const choice = choices[index];
          if (choice === undefined) return null;
          const warnings = pack.problems.filter((one) => one.severity === "warning").length;
          return (
            <li
              key={`${pack.origin}\n${pack.hash}`}
              className={cx("flex items-start gap-2 rounded-lg pl-3", index === shown && "bg-hover")}
            >
              <input
                type="checkbox"
                aria-label={t("preflight.take", { title: pack.manifest.title })}
                checked={choice.taken}
                disabled={!pack.valid}
                onChange={(event) => onChange(index, { ...choice, taken: event.target.checked })}
                className="mt-[11px] size-3.5 shrink-0 accent-accent"
              />
              <button
                type="button"
                aria-pressed={index === shown}
                onClick={() => onShow(index)}
                className="min-w-0 flex-1 rounded-lg p-2 text-left"
              >
                <span className="block truncate text-base font-medium">{pack.manifest.title}</span>
                <span className="mt-1 flex flex-wrap items-center gap-1.5">
                  <StandingBadge pack={pack} />
                  {warnings === 0 ? null : (
                    <Badge tone="unsure">{t("problems.warnings", { count: warnings })}</Badge>
                  )}
                  {faults[index] === null || faults[index] === undefined ? null : (
                    <Badge tone="fail">{t("preflight.nameFault")}</Badge>
                  )}
                </span>
                {choice.taken && choice.action === "rename" ? (
                  <span className="mt-1 block truncate font-mono text-sm text-mute">
                    → {finalName(pack, choice)}
                  </span>
                ) : null}
              </button>
            </li>
          );
        })}
      </ul>
      {refused.length === 0 ? null : (
        <div className="px-2.5">
          <RefusedList refused={refused} />
        </div>
      )}
    </div>
  );
}
