import { cx } from "../../../components/cx";

/** A fine line that fills as a limit is used up; the one nearest its end stands out. */
export function Bar({ share, strong }: { share: number; strong: boolean }) {
  return (
    <span aria-hidden="true" className="block h-[2px] w-full overflow-hidden rounded-full bg-line-strong">
      <span
        className={cx(
          "block h-full rounded-full transition-[width] duration-150 motion-reduce:transition-none",
          strong ? "bg-accent" : "bg-mute",
        )}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
