import { BookOpenText, Images, Image as Picture, Settings, Waypoints } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "../../components/cx";
import { ariaKeys } from "../../components/Kbd";
import { Tooltip } from "../../components/Tooltip";
import { useUi, type View } from "../ui-store";

interface Place {
  readonly view: View;
  readonly title: string;
  readonly keys: string;
  readonly icon: ReactNode;
}

const places: readonly Place[] = [
  { view: "studio", title: "Studio", keys: "Alt+1", icon: <Picture size={18} strokeWidth={1.75} /> },
  { view: "library", title: "Library", keys: "Alt+2", icon: <Images size={18} strokeWidth={1.75} /> },
  { view: "memory", title: "Memory", keys: "Alt+3", icon: <Waypoints size={18} strokeWidth={1.75} /> },
  { view: "skills", title: "Skills", keys: "Alt+4", icon: <BookOpenText size={18} strokeWidth={1.75} /> },
  { view: "settings", title: "Settings", keys: "Alt+5", icon: <Settings size={18} strokeWidth={1.75} /> },
];

function Entry({ place }: { place: Place }) {
  const here = useUi((state) => state.view === place.view);
  const go = useUi((state) => state.go);
  return (
    <Tooltip text={place.title} keys={place.keys} side="right">
      <button
        type="button"
        aria-label={place.title}
        aria-current={here ? "page" : undefined}
        aria-keyshortcuts={ariaKeys(place.keys)}
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
  return (
    <nav
      aria-label="Views"
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
