import { FileQuestion, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Find } from "../../../shared/ipc/domains/exchange";
import { cx } from "../../components/cx";
import { StudioImage } from "../../components/StudioImage";

interface FindListProps {
  readonly finds: readonly Find[];
  /** Token of the find that is shown beside the list. */
  readonly shown: string;
  readonly isTaken: (find: Find) => boolean;
  readonly onShow: (token: string) => void;
  readonly onTake: (find: Find, taken: boolean) => void;
}

/** The picture that stands for a find: its own, else the run's last. */
export function coverOf(find: Find): string | null {
  return find.preview ?? find.run?.iterations.filter((one) => one.preview !== null).at(-1)?.preview ?? null;
}

function Cover({ find }: { find: Find }) {
  const cover = coverOf(find);
  const box = "size-10 shrink-0 rounded-md";
  if (cover !== null) return <StudioImage src={cover} alt="" className={cx(box, "object-cover")} />;
  return (
    <span className={cx(box, "flex items-center justify-center bg-raised text-mute")} aria-hidden="true">
      {find.kind === "skills" ? <Sparkles size={16} /> : <FileQuestion size={16} />}
    </span>
  );
}

/** What was found, with a tick for what is to be taken in. */
export function FindList({ finds, shown, isTaken, onShow, onTake }: FindListProps) {
  const { t } = useTranslation("exchange");
  return (
    <ul aria-label={t("import.found")} className="w-60 shrink-0 overflow-y-auto border-r border-line p-2">
      {finds.map((find) => {
        const usable = find.kind === "trajectory" || find.kind === "picture";
        return (
          <li
            key={find.token}
            className={cx("flex items-center gap-2 rounded-lg pl-3", find.token === shown && "bg-hover")}
          >
            <input
              type="checkbox"
              aria-label={t("import.take", { name: find.name })}
              checked={isTaken(find)}
              disabled={!usable}
              onChange={(event) => onTake(find, event.target.checked)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <button
              type="button"
              aria-pressed={find.token === shown}
              onClick={() => onShow(find.token)}
              className="flex min-w-0 flex-1 items-center gap-2.5 rounded-lg p-2 text-left"
            >
              <Cover find={find} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-base font-medium">{find.run?.title ?? find.name}</span>
                <span
                  className={cx(
                    "block truncate text-sm",
                    find.error === null ? "text-mute" : "text-fail-text",
                  )}
                >
                  {t(`import.kinds.${find.kind}`)}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
