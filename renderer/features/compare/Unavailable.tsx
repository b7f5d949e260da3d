import { CircleX, ImageOff, ImagePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import type { Compared } from "./compared";
import { openDialog } from "./dialogs";
import { longName } from "./naming";
import { takeOut } from "./tray/tray-actions";

/** Beside the stage: what cannot be shown, and what is lacking for a comparison. */
export function Unavailable({ gone, all }: { gone: readonly Compared[]; all: readonly Compared[] }) {
  const { t } = useTranslation("compare");
  const lost = gone.filter((one) => one.standing === "gone");
  if (lost.length === 0 && all.length > 1) return null;
  return (
    <div className="flex w-56 shrink-0 flex-col justify-center gap-4 overflow-y-auto border-l border-line bg-bg p-4">
      {lost.map((one) => {
        const name = longName(one, all, t);
        return (
          <div
            key={one.key}
            data-testid="compare-gone"
            className="flex flex-col items-center gap-1.5 text-center"
          >
            <ImageOff size={20} className="text-mute" aria-hidden="true" />
            <p className="max-w-full truncate text-base font-medium">{name}</p>
            <p className="text-sm text-mute">{t("missing.run")}</p>
            <Button size="sm" icon={<CircleX size={13} />} onClick={() => takeOut(one.place, name)}>
              {t("missing.remove")}
            </Button>
          </div>
        );
      })}
      {all.length > 1 ? null : (
        <div className="flex flex-col items-center gap-2.5 text-center">
          <ImagePlus size={20} className="text-mute" aria-hidden="true" />
          <p className="text-base text-mute">{t("empty.one")}</p>
          <Button size="sm" command="compare.images" onClick={() => openDialog("add")}>
            {t("empty.choose")}
          </Button>
        </div>
      )}
    </div>
  );
}
