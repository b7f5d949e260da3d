/** Judges what is being written, shortly after each pause in typing. */
import { useEffect, useState } from "react";
import type { Output } from "../../../../shared/ipc/contract";
import { ask, payloadOf } from "../../../app/ipc";
import { notifyError } from "../../../app/toasts";
import { t } from "../../../i18n";
import type { DraftFile } from "./editor-store";

/** In milliseconds. */
const PAUSE = 160;

export type Checked = Output<"skills:check">;

interface Known {
  readonly checked: Checked;
  readonly files: readonly DraftFile[];
}

/** @returns the latest judgement, and whether it is about the text as it stands now */
export function useCheck(files: readonly DraftFile[]): { checked: Checked | null; fresh: boolean } {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let stale = false;
    const timer = window.setTimeout(() => {
      ask("skills:check", { files: [...files] }).then(
        (checked) => {
          if (!stale) setKnown({ checked, files });
        },
        (error: unknown) => {
          if (stale) return;
          // A text that is too long to be sent is told of like any other fault.
          if (payloadOf(error).code === "bad-input") {
            const message = payloadOf(error).message;
            setKnown({ files, checked: { manifest: null, problems: [{ severity: "error", message }] } });
          } else notifyError(t("skills:doing.check"), error);
        },
      );
    }, PAUSE);
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [files]);
  return { checked: known?.checked ?? null, fresh: known?.files === files };
}
