/** ComfyUI's socket: news while a picture is drawn. Losing it costs the news, never the picture. */
import WebSocket from "ws";
import { under } from "../address";
import { type ComfyMessage, readMessage, readPreview } from "./messages";

const HANDSHAKE_MS = 5_000;
/** Previews come over the same line. */
const MAX_BYTES = 64 * 1_048_576;

export interface ComfySocket {
  /** True while news can come. */
  isOpen(): boolean;
  close(): void;
}

export interface SocketListener {
  readonly onMessage: (message: ComfyMessage) => void;
  readonly onPreview: (picture: Uint8Array) => void;
  /** The line broke, or could not be made at all. */
  readonly onLost: () => void;
}

/**
 * Opens the socket; resolves when it is open or is known not to open, never rejects.
 * @param baseUrl the server's http or https address
 */
export function openSocket(
  baseUrl: string,
  clientId: string,
  key: string | undefined,
  listener: SocketListener,
): Promise<ComfySocket> {
  const socket = connecting(baseUrl, clientId, key);
  if (socket === null) return Promise.resolve({ isOpen: () => false, close: () => undefined });
  const handle: ComfySocket = {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => {
      socket.removeAllListeners("message");
      // Ends one that is still connecting too; there is nothing left to say to the server.
      socket.terminate();
    },
  };
  return new Promise((resolve) => {
    socket.once("open", () => resolve(handle));
    socket.on("message", (data, isBinary) => {
      if (isBinary) {
        const picture = data instanceof Buffer ? readPreview(data) : null;
        if (picture !== null) listener.onPreview(picture);
        return;
      }
      const message = readMessage(String(data));
      if (message !== null) listener.onMessage(message);
    });
    // Refusals and faults are followed by "close"; the picture is asked for over HTTP from then on.
    socket.on("error", () => resolve(handle));
    socket.on("close", () => {
      resolve(handle);
      listener.onLost();
    });
  });
}

/** null where not even an attempt can be made; the requests over HTTP will say why. */
function connecting(baseUrl: string, clientId: string, key: string | undefined): WebSocket | null {
  const address = `${under(baseUrl, "ws").replace(/^http/i, "ws")}?${new URLSearchParams({ clientId })}`;
  const secret = key?.trim() ?? "";
  try {
    return new WebSocket(address, {
      headers: secret === "" ? {} : { authorization: `Bearer ${secret}` },
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: MAX_BYTES,
      perMessageDeflate: false,
    });
  } catch {
    // An address or a key that cannot be sent.
    return null;
  }
}
