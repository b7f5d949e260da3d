import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Folder } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ask } from "../../app/ipc";
import { Button } from "../../components/Button";
import { SectionHead } from "../../components/SectionHead";
import { failure } from "./actions";

const key = ["exchange", "folder"] as const;

/** Where exported images go, and the way to another place. */
export function FolderChoice() {
  const { t } = useTranslation("exchange");
  const client = useQueryClient();
  const folder = useQuery({ queryKey: key, queryFn: () => ask("exchange:folder", { choose: false }) });
  const choose = async () => {
    try {
      client.setQueryData(key, await ask("exchange:folder", { choose: true }));
    } catch (error) {
      failure(t("doing.folder"), error, () => void choose());
    }
  };
  return (
    <section>
      <SectionHead title={t("export.folder")} />
      <div className="mt-2 flex items-center gap-3">
        <Folder size={15} className="shrink-0 text-mute" aria-hidden="true" />
        <span className="selectable min-w-0 flex-1 truncate text-base" title={folder.data?.path}>
          {folder.data?.path ?? "…"}
        </span>
        <Button size="sm" onClick={() => void choose()}>
          {t("export.change")}
        </Button>
      </div>
    </section>
  );
}
