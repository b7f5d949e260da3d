import {
  BookOpenText,
  Columns2,
  GitBranch,
  Images,
  Image as Picture,
  Settings,
  Waypoints,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../components/cx";
import { ariaKeys, useShownKeys } from "../../components/Kbd";
import { Tooltip } from "../../components/Tooltip";
import { useUi, type View } from "../ui-store";

interface Place {
  readonly view: View;
  readonly icon: ReactNode;
}

const places: readonly Place[] = [
  { view: "studio", icon: <Picture size={18} strokeWidth={1.75} /> },
  { view: "compare", icon: <Columns2 size={18} strokeWidth={1.75} /> },
  { view: "library", icon: <Images size={18} strokeWidth={1.75} /> },
  { view: "tree", icon: <GitBranch size={18} strokeWidth={1.75} /> },
  { view: "memory", icon: <Waypoints size={18} strokeWidth={1.75} /> },
  { view: "skills", icon: <BookOpenText size={18} strokeWidth={1.75} /> },
  { view: "settings", icon: <Settings size={18} strokeWidth={1.75} /> },
];

function Entry({ place }: { place: Place }) {
  const here = useUi((state) => state.view === place.view);
  const go = useUi((state) => state.go);
  const { t } = useTranslation("app");
  const title = t(`views.${place.view}`);
  const keys = useShownKeys(`go.${place.view}`, undefined);
  return (
    <Tooltip text={title} keys={keys} side="right">
      <button
        type="button"
        aria-label={title}
        aria-current={here ? "page" : undefined}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        onClick={() => go(place.view)}
        className={cx(
          "flex size-[38px] items-center justify-center rounded-lg transition-colors duration-120",
          here ? "bg-accent-soft text-accent" : "text-mute hover:bg-hover hover:text-text",
        )}
      >
        {place.icon}
      </button>
    </Tooltip>
  );
}

/** The places of the studio. */
export function Rail() {
  const { t } = useTranslation("app");
  return (
    <nav
      aria-label={t("viewsLabel")}
      className="flex min-h-0 flex-col items-center gap-1.5 border-r border-line bg-panel py-2.5"
    >
      {places.map((place) => (
        <div key={place.view} className={place.view === "settings" ? "mt-auto" : undefined}>
          <Entry place={place} />
        </div>
      ))}
    </nav>
  );
}
