import { cx } from "../../../components/cx";

/** How the tools over the image look. */
export function toolClass(pressed: boolean): string {
  return cx(
    "inline-flex h-[26px] items-center gap-1.5 rounded-md px-2 text-sm font-medium transition-colors duration-120",
    pressed ? "bg-hover text-text" : "text-mute hover:text-text",
  );
}
