import { useTranslation } from "react-i18next";
import { ROWS } from "./rows";

function Label({ name, note }: { name: string; note?: string }) {
  return (
    <div className="flex min-w-0 flex-col justify-center overflow-hidden border-b border-line px-3 last:border-b-0">
      <span className="truncate text-sm font-medium">{name}</span>
      {note === undefined ? null : <span className="truncate text-xs text-mute">{note}</span>}
    </div>
  );
}

/** Names of the tracks, beside all columns. Columns name their own parts for those who do not see the tracks. */
export function TrackLabels() {
  const { t } = useTranslation("memory");
  return (
    <div
      aria-hidden="true"
      className="grid w-[116px] shrink-0 border-r border-line bg-panel"
      style={{ gridTemplateRows: ROWS }}
    >
      <Label name={t("timeline.attempt")} />
      <Label name={t("timeline.facts")} note={t("timeline.factsNote")} />
      <Label name={t("timeline.experience")} note={t("timeline.experienceNote")} />
      <Label name={t("timeline.shown")} note={t("timeline.shownNote")} />
      <Label name={t("timeline.cost")} note={t("timeline.costNote")} />
    </div>
  );
}
