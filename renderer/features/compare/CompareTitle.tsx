import { EyeOff, LayoutGrid, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCompareTray } from "../../app/compare-tray";
import { useRuns } from "../../app/runs/run-store";
import { Button } from "../../components/Button";
import { Menu, MenuItem } from "../../components/Menu";
import { contactSheet } from "../exchange/actions";
import { blindAll, blindPair } from "./blind/blind-actions";
import { pairsOf } from "./blind/session";
import { openDialog, useDialogs } from "./dialogs";

function Blind({ count }: { count: number }) {
  const { t } = useTranslation("compare");
  const icon = <EyeOff size={14} className="text-mute" />;
  if (count < 3) {
    return (
      <Button icon={icon} command="compare.blind" disabled={count < 2} onClick={blindPair}>
        {t("blind.title")}
      </Button>
    );
  }
  const all = pairsOf(Array.from({ length: count })).length;
  return (
    <Menu label={t("blind.title")} trigger={<Button icon={icon}>{t("blind.title")}</Button>}>
      <MenuItem command="compare.blind" detail={t("blind.twoDetail")} onSelect={blindPair}>
        {t("blind.two")}
      </MenuItem>
      <MenuItem detail={t("blind.allDetail")} onSelect={blindAll}>
        {t("blind.all", { count: all })}
      </MenuItem>
    </Menu>
  );
}

/** The title bar's left end in this view: what is compared. */
export function CompareTitle() {
  const { t } = useTranslation("compare");
  const places = useCompareTray((tray) => tray.places);
  const entries = useRuns((runs) => runs.entries);
  const blind = useDialogs((dialogs) => dialogs.blind !== null);
  const ids = [...new Set(places.map((place) => place.runId))];
  const title = entries[ids[0] ?? ""]?.state.header?.title ?? "";
  const count = places.length;
  const told =
    count === 0 || blind
      ? ""
      : ids.length === 1
        ? title === ""
          ? ""
          : t("title.of", { count, title })
        : t("title.runs", { count, runs: ids.length });
  return (
    <div className="flex min-w-0 items-baseline gap-2.5">
      <h1 className="shrink-0 text-base font-semibold">{blind ? t("title.blind") : t("title.view")}</h1>
      <span className="min-w-0 truncate text-sm text-mute" title={told}>
        {told}
      </span>
    </div>
  );
}

/** The title bar's right end in this view: what can be done with all of it. */
export function CompareActions() {
  const { t } = useTranslation("compare");
  const places = useCompareTray((tray) => tray.places);
  const blind = useDialogs((dialogs) => dialogs.blind !== null);
  if (blind) return null;
  return (
    <div className="flex shrink-0 items-center gap-2">
      <Blind count={places.length} />
      <Button
        icon={<Star size={14} className="text-mute" />}
        command="compare.rate"
        disabled={places.length === 0}
        onClick={() => openDialog("rate")}
        className="max-xl:hidden"
      >
        {t("rate.title")}
      </Button>
      <Button
        icon={<LayoutGrid size={14} className="text-mute" />}
        disabled={places.length === 0}
        onClick={() => void contactSheet(places, "png")}
      >
        {t("title.sheet")}
      </Button>
    </div>
  );
}
