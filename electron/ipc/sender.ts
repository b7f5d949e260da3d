/** Only the studio's own top page may ask the main side anything. */
import type { IpcMainInvokeEvent } from "electron";
import { isAppAddress } from "../shell/address";

/**
 * True when the message comes from the top frame of a page of the studio. A frame that is gone throws in
 * older Electrons and is null in newer ones: neither is trusted.
 */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, "senderFrame">): boolean {
  try {
    const frame = event.senderFrame;
    return frame !== null && frame.parent === null && isAppAddress(frame.url);
  } catch {
    return false;
  }
}
