import { FileArchive, ImagePlus, Layers, Sparkles } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "../../app/toasts";
import { t as say } from "../../i18n";
import { importFiles, importPaths } from "./actions";
import { useExchange } from "./dialogs";
import { bringsFiles, sortFiles } from "./drop-files";

/** Files are looked at one drop after the other; a dialog that is open has the floor. */
function isTaken(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

function takeFiles(list: FileList | undefined): void {
  const { paths, files, tooLarge } = sortFiles([...(list ?? [])]);
  if (tooLarge.length > 0) notify(say("exchange:drop.tooLarge", { names: tooLarge.join(", ") }));
  if (paths.length > 0) void importPaths(paths);
  else if (files.length > 0) void importFiles(files);
}

/** True over a place that takes what is dropped there for itself, marked with `data-drops`. */
function hasOwnTaker({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest("[data-drops]") !== null;
}

/** Follows drags over the whole window. @returns true while files hover over it */
function useFileDrag(): boolean {
  const [hovering, setHovering] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const leaveAll = () => {
      depth.current = 0;
      setHovering(false);
    };
    const concerns = (event: DragEvent) => bringsFiles(event) && !useExchange.getState().leaving;
    const enter = (event: DragEvent) => {
      if (!concerns(event)) return;
      event.preventDefault();
      depth.current += 1;
      setHovering(!isTaken() && !hasOwnTaker(event));
    };
    const leave = (event: DragEvent) => {
      if (!concerns(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) leaveAll();
    };
    const over = (event: DragEvent) => {
      if (!bringsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = isTaken() || useExchange.getState().leaving ? "none" : "copy";
    };
    const drop = (event: DragEvent) => {
      leaveAll();
      // What the view under the pointer has taken is not taken twice.
      if (!bringsFiles(event) || event.defaultPrevented) return;
      // Without this the page would be left for the file.
      event.preventDefault();
      if (!isTaken() && !useExchange.getState().leaving) takeFiles(event.dataTransfer?.files);
    };
    const paste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files;
      if (files === undefined || files.length === 0 || isTaken()) return;
      event.preventDefault();
      takeFiles(files);
    };
    const leaves = [
      on("dragenter", enter),
      on("dragleave", leave),
      on("dragover", over),
      on("drop", drop),
      on("dragend", leaveAll),
      on("paste", paste),
    ];
    return () => {
      for (const go of leaves) go();
    };
  }, []);
  return hovering;
}

function on<K extends keyof WindowEventMap>(
  type: K,
  listener: (event: WindowEventMap[K]) => void,
): () => void {
  window.addEventListener(type, listener);
  return () => window.removeEventListener(type, listener);
}

function Offer({ icon, title, detail }: { icon: ReactNode; title: string; detail: string }) {
  return (
    <li className="flex items-start gap-3">
      <span className="mt-0.5 shrink-0 text-accent" aria-hidden="true">
        {icon}
      </span>
      <span>
        <span className="block text-base font-medium">{title}</span>
        <span className="block text-sm text-mute">{detail}</span>
      </span>
    </li>
  );
}

/** The whole window takes files; while they hover over it, it says what will come of them. */
export function DropTarget() {
  const { t } = useTranslation("exchange");
  const hovering = useFileDrag();
  const looking = useExchange((state) => state.looking);
  if (looking && !hovering) {
    return (
      <div className="pointer-events-none fixed inset-0 z-[60] flex animate-fade items-center justify-center bg-scrim">
        <p
          role="status"
          className="rounded-xl border border-line-strong bg-panel px-5 py-3 text-base shadow-pop"
        >
          {t("drop.looking")}
        </p>
      </div>
    );
  }
  if (!hovering) return null;
  return (
    <div
      data-testid="drop-target"
      className="pointer-events-none fixed inset-0 z-[60] flex animate-fade items-center justify-center bg-scrim p-6"
    >
      <div className="absolute inset-3 rounded-xl border-2 border-dashed border-accent" />
      <section className="w-[30rem] max-w-full rounded-xl border border-line-strong bg-panel p-6 shadow-pop">
        <h2 className="text-xl font-semibold">{t("drop.title")}</h2>
        <p className="mt-1 text-base text-mute">{t("drop.harmless")}</p>
        <ul className="mt-5 flex flex-col gap-3.5">
          <Offer icon={<Layers size={17} />} title={t("drop.png")} detail={t("drop.pngDetail")} />
          <Offer icon={<FileArchive size={17} />} title={t("drop.zip")} detail={t("drop.zipDetail")} />
          <Offer icon={<ImagePlus size={17} />} title={t("drop.picture")} detail={t("drop.pictureDetail")} />
          <Offer icon={<Sparkles size={17} />} title={t("drop.skill")} detail={t("drop.skillDetail")} />
        </ul>
      </section>
    </div>
  );
}
