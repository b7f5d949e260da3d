import { useTranslation } from "react-i18next";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { settlePending, useEditor } from "./editor-store";

/** Asks before what was typed is thrown away. */
export function DiscardDialog() {
  const { t } = useTranslation("skills");
  const pending = useEditor((store) => store.pending);
  if (pending === null) return null;
  return (
    <Dialog title={t("editor.discardTitle")} onClose={() => settlePending(false)} className="w-[26rem]">
      <div className="p-5">
        <p className="text-base text-mute">{t("editor.discardHelp")}</p>
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={() => settlePending(false)}>{t("editor.goOn")}</Button>
          <Button variant="danger" onClick={() => settlePending(true)}>
            {t("editor.discard")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Another pack has the name that was written. */
export function ReplaceDialog({
  name,
  onKeep,
  onReplace,
}: {
  name: string;
  onKeep: () => void;
  onReplace: () => void;
}) {
  const { t } = useTranslation("skills");
  return (
    <Dialog title={t("editor.existsTitle", { name })} onClose={onKeep} className="w-[28rem]">
      <div className="p-5">
        <p className="text-base text-mute">{t("editor.existsHelp")}</p>
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onKeep}>{t("editor.keep")}</Button>
          <Button variant="primary" onClick={onReplace}>
            {t("editor.replace")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
