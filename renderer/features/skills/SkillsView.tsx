import { BookOpenText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { payloadOf } from "../../app/ipc";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { SkillDetail } from "./detail/SkillDetail";
import { Editor } from "./editor/Editor";
import { useEditor } from "./editor/editor-store";
import { usePreflight } from "./preflight/flow";
import { PreflightDialog } from "./preflight/PreflightDialog";
import { usageOf, useShelf, useUsage } from "./queries";
import { ShelfPanel } from "./shelf/ShelfPanel";
import { matching } from "./shelf/search";
import { useShelfStore } from "./shelf-store";
import { takeDrop, usePendingDrops } from "./use-drops";

function Reading() {
  const { t } = useTranslation("skills");
  const { t: common } = useTranslation();
  const shelf = useShelf();
  const usage = useUsage();
  const { chosen: name, search } = useShelfStore();
  const list = shelf.data ?? [];
  const chosen = list.find((skill) => skill.manifest.name === name) ?? matching(list, search)[0] ?? list[0];
  return (
    <>
      <ShelfPanel skills={shelf.data} usage={usage.data} chosen={chosen?.manifest.name ?? null} />
      <div className="min-w-0 flex-1 overflow-y-auto">
        {shelf.error !== null ? (
          <div className="p-7">
            <ErrorCard
              title={t("failed")}
              error={payloadOf(shelf.error)}
              action={
                <Button size="sm" variant="primary" onClick={() => void shelf.refetch()}>
                  {common("retryShort")}
                </Button>
              }
            />
          </div>
        ) : chosen === undefined ? (
          shelf.isPending ? null : (
            <EmptyState icon={<BookOpenText size={30} strokeWidth={1.5} />} title={t("empty")}>
              {t("emptyHelp")}
            </EmptyState>
          )
        ) : (
          <SkillDetail
            key={chosen.manifest.name}
            skill={chosen}
            usage={usageOf(usage.data, chosen.manifest.name)}
          />
        )}
      </div>
    </>
  );
}

/** The shelf of skill packs: reading, installing, going back, writing. */
export function SkillsView() {
  const editing = useEditor((store) => store.editing);
  const found = usePreflight((store) => store.found);
  usePendingDrops();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its twin in the install menu
    <div className="relative flex h-full min-h-0" onDrop={takeDrop}>
      {editing === null ? <Reading /> : <Editor editing={editing} />}
      {found === null ? null : <PreflightDialog key={found.token} found={found} />}
    </div>
  );
}
