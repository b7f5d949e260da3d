/** Which section of the settings is in sight, and going to one. */
import { type RefObject, useCallback, useEffect, useState } from "react";
import { type SettingsSection, settingsSections, useSettingsTarget } from "../../app/settings-link";
import { anchorOf } from "./Section";

/** A section counts as reached when its top is this near the top of the page, in CSS pixels. */
const REACHED = 96;

/** Room left above a section that was gone to, in CSS pixels. */
const MARGIN = 24;

function sectionIn(page: HTMLElement): SettingsSection {
  const top = page.getBoundingClientRect().top;
  const shown = settingsSections.flatMap((id) => {
    const element = document.getElementById(anchorOf(id));
    return element === null || element.hidden ? [] : [{ id, top: element.getBoundingClientRect().top - top }];
  });
  // At the very end the last section is meant, though it may be too short to reach the top.
  if (page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 2)
    return shown.at(-1)?.id ?? "general";
  return shown.filter((section) => section.top <= REACHED).at(-1)?.id ?? shown[0]?.id ?? "general";
}

/**
 * @param page the element that scrolls
 * @param ready true once the sections are drawn
 */
export function useSections(page: RefObject<HTMLElement | null>, ready: boolean) {
  const [here, setHere] = useState<SettingsSection>("general");
  const target = useSettingsTarget((state) => state.section);

  useEffect(() => {
    const element = page.current;
    if (element === null || !ready) return;
    const look = () => setHere(sectionIn(element));
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [page, ready]);

  const go = useCallback(
    (id: SettingsSection) => {
      const section = document.getElementById(anchorOf(id));
      if (section === null || page.current === null) return;
      page.current.scrollTop = section.offsetTop - MARGIN;
      section.querySelector("h3")?.focus({ preventScroll: true });
      setHere(id);
    },
    [page],
  );

  useEffect(() => {
    if (target === null || !ready) return;
    let frame = requestAnimationFrame(() => {
      // After the view itself was given the focus.
      frame = requestAnimationFrame(() => {
        useSettingsTarget.setState({ section: null });
        go(target);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [target, ready, go]);

  return { here, go };
}
