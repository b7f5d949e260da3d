/** The only bridge between the page and the main side: one function a channel, nothing general. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from "electron";
import { channels, newsChannels } from "../shared/ipc/channels";
import type { Channel, NewsChannel, StudioBridge } from "../shared/ipc/contract";

function ask(channel: Channel): (input: unknown) => Promise<unknown> {
  return (input) => ipcRenderer.invoke(channel, input);
}

function on(channel: NewsChannel): (listener: (payload: unknown) => void) => () => void {
  return (listener) => {
    const hear = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, hear);
    return () => {
      ipcRenderer.removeListener(channel, hear);
    };
  };
}

/** `webUtils` came with Electron 29, and `File.path` went with 32. */
function pathOf(file: File & { readonly path?: string }): string {
  const utils: typeof webUtils | undefined = webUtils;
  return utils?.getPathForFile(file) ?? file.path ?? "";
}

const bridge = {
  ask: Object.fromEntries(channels.map((channel) => [channel, ask(channel)])),
  on: Object.fromEntries(newsChannels.map((channel) => [channel, on(channel)])),
  pathOf,
} as unknown as StudioBridge; // Both tables are built from the contract's own complete lists.

contextBridge.exposeInMainWorld("studio", bridge);
