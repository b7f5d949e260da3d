import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ModelFind } from "../../../../shared/models/library";
import { ErrorWords } from "../../../components/ErrorWords";
import { formatBytes } from "../../../i18n/format";

export type Way = "link" | "copy";

interface WayChoiceProps {
  readonly find: ModelFind;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
}

/** Linked where it lies, or copied; with what a copy takes. */
export function WayChoice({ find: { copy, copyError, freeBytes }, way, onWay }: WayChoiceProps) {
  const { t } = useTranslation("settings");
  const name = useId();
  const size = formatBytes(copy.bytes);
  const copyHelp =
    freeBytes === null
      ? t("shelf.importing.copyHelpUnknown", { size })
      : t("shelf.importing.copyHelp", { size, free: formatBytes(freeBytes) });
  const leftOut =
    copy.leftOut === 0
      ? ""
      : t("shelf.importing.leftOut", { count: copy.leftOut, size: formatBytes(copy.leftOutBytes) });
  const ways = [
    { id: "link", title: t("shelf.importing.link"), help: t("shelf.importing.linkHelp") },
    { id: "copy", title: t("shelf.importing.copy"), help: `${copyHelp} ${leftOut}` },
  ] as const;
  return (
    <fieldset className="mt-4">
      <legend className="text-base font-medium">{t("shelf.importing.way")}</legend>
      <div className="mt-2 flex flex-col gap-2">
        {ways.map(({ id, title, help }) => (
          <label
            key={id}
            className="flex gap-3 rounded-lg border border-line px-3.5 py-2.5 transition-colors duration-120 hover:bg-hover has-checked:border-accent"
          >
            <input
              type="radio"
              name={name}
              value={id}
              checked={way === id}
              onChange={() => onWay(id)}
              aria-describedby={`${name}-${id}`}
              className="mt-1 accent-accent"
            />
            <div className="min-w-0">
              <span className="block text-base font-medium">{title}</span>
              <span id={`${name}-${id}`} className="block text-sm text-mute">
                {help}
              </span>
              {id === "copy" && way === "copy" && copyError !== null ? (
                <div role="alert">
                  <ErrorWords error={copyError} small />
                </div>
              ) : null}
            </div>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
