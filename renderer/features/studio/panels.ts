/** How wide the side panels really are when the window is small: the image comes first. */
import { type PanelShape, panelBounds } from "../../app/ui-store";

/** What the image and the prompt bar need at least, in CSS pixels. */
export const CENTRE_MIN = 420;

export interface PanelWidths {
  /** 0 for a folded panel. */
  readonly left: number;
  readonly right: number;
}

/**
 * Narrows first the right panel, then the left one, down to their own minimum; when even that leaves the
 * image too little, the right panel is folded away. A room of 0 is one that was not measured yet.
 */
export function fitPanels(room: number, left: PanelShape, right: PanelShape): PanelWidths {
  const wishes = { left: left.open ? left.width : 0, right: right.open ? right.width : 0 };
  let lacking = wishes.left + wishes.right + CENTRE_MIN - room;
  if (room === 0 || lacking <= 0) return wishes;
  const rightWidth = right.open ? Math.max(panelBounds.right.min, wishes.right - lacking) : 0;
  lacking -= wishes.right - rightWidth;
  const leftWidth =
    left.open && lacking > 0 ? Math.max(panelBounds.left.min, wishes.left - lacking) : wishes.left;
  lacking -= wishes.left - leftWidth;
  return { left: leftWidth, right: lacking > 0 ? 0 : rightWidth };
}
