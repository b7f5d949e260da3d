/** Puts the chosen theme on the page. */
import { useLayoutEffect } from "react";
import type { Settings } from "../../shared/settings";

function resolve(theme: Settings["theme"], prefersLight: boolean): Exclude<Settings["theme"], "system"> {
  if (theme !== "system") return theme;
  return prefersLight ? "light" : "dark";
}

/** Follows the setting, and the system where the setting says so. */
export function useTheme(theme: Settings["theme"]): void {
  useLayoutEffect(() => {
    const light = window.matchMedia("(prefers-color-scheme: light)");
    const apply = () => {
      document.documentElement.dataset.theme = resolve(theme, light.matches);
    };
    apply();
    light.addEventListener("change", apply);
    return () => light.removeEventListener("change", apply);
  }, [theme]);
}
