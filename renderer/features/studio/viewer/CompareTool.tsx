import { Columns2, LayoutGrid, Minus, Plus, SkipBack } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../shared/ipc/domains/common";
import { samePlace, useCompareTray } from "../../../app/compare-tray";
import { useUi } from "../../../app/ui-store";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import {
  compareViewedRound,
  compareWithFormer,
  formerPlace,
  toggleLaidOut,
  viewedRound,
} from "../compare-actions";
import { toolClass } from "./tool-class";

/** What is laid out for comparison, how to add this image, and the quick look at the one before. */
export function CompareTool({ place }: { place: Place | null }) {
  const { t } = useTranslation("studio");
  const places = useCompareTray((tray) => tray.places);
  const inside = place !== null && places.some((one) => samePlace(one, place));
  const count = places.length;
  return (
    <Menu
      label={t("compare.menu")}
      trigger={
        <button type="button" aria-label={t("compare.tool", { count })} className={toolClass(inside)}>
          <Columns2 size={13} />
          <span className="max-2xl:sr-only">{t("compare.menu")}</span>
          {count === 0 ? null : (
            <span className="tabular rounded-sm border border-line-strong px-1 text-xs leading-4 text-text">
              {count}
            </span>
          )}
        </button>
      }
    >
      <MenuItem
        icon={inside ? <Minus size={14} /> : <Plus size={14} />}
        command="compare.add"
        disabled={place === null}
        onSelect={() => place !== null && toggleLaidOut(place)}
      >
        {t(inside ? "compare.take" : "compare.add")}
      </MenuItem>
      <MenuItem
        icon={<SkipBack size={14} />}
        command="compare.former"
        disabled={formerPlace() === null}
        onSelect={compareWithFormer}
      >
        {t("compare.former")}
      </MenuItem>
      {viewedRound() === null ? null : (
        <MenuItem icon={<LayoutGrid size={14} />} command="compare.round" onSelect={compareViewedRound}>
          {t("candidates.compareThis")}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem
        icon={<Columns2 size={14} />}
        command="go.compare"
        disabled={count === 0}
        onSelect={() => useUi.getState().go("compare")}
      >
        {t("compare.openCount", { count })}
      </MenuItem>
    </Menu>
  );
}
