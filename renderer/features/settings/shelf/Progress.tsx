import { formatPercent } from "../../../i18n/format";

interface ProgressProps {
  /** Names what goes on. */
  readonly label: string;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  /** Rests at the moment. */
  readonly rests?: boolean;
}

/** Share of the whole; 0 while nobody knows. */
export function shareOf(done: number, total: number | null): number {
  return total === null || total === 0 ? 0 : Math.min(1, done / total);
}

/** How far something has come, as a bar; the numbers stand beside it. */
export function Progress({ label, done, total, rests = false }: ProgressProps) {
  const share = shareOf(done, total);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(total === null
        ? {}
        : { "aria-valuenow": Math.floor(share * 100), "aria-valuetext": formatPercent(share) })}
      className="h-1.5 overflow-hidden rounded-full bg-hover"
    >
      <div
        className={`h-full rounded-full ${rests ? "bg-mute" : "bg-accent"}`}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
