/** Things dragged from the list onto a board. */
import { z } from "zod";
import { type BoardItem, boardItemSchema } from "../../../shared/ipc/domains/library";

const TYPE = "application/x-gems-library";
const payload = z.array(boardItemSchema).max(10_000);

export function startDrag(transfer: DataTransfer, items: readonly BoardItem[]): void {
  const plain = items.map(({ runId, iteration }) => ({ runId, iteration }));
  transfer.setData(TYPE, JSON.stringify(plain));
  transfer.effectAllowed = "copy";
}

/** True while things of the library are dragged over something. */
export function isDragged(transfer: DataTransfer): boolean {
  return transfer.types.includes(TYPE);
}

/** What was dropped; empty for anything that is not from the library. */
export function dropped(transfer: DataTransfer): BoardItem[] {
  try {
    const parsed = payload.safeParse(JSON.parse(transfer.getData(TYPE)));
    return parsed.success ? parsed.data : [];
  } catch {
    // Something of another program that calls itself ours: nothing to take.
    return [];
  }
}
