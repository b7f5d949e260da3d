import { BookOpenText, FolderInput, Plus } from "lucide-react";
import { type DragEvent, useState } from "react";
import { StudioError } from "../../../shared/errors";
import { pathOf, payloadOf } from "../../app/ipc";
import { useSkills } from "../../app/query";
import { notifyError } from "../../app/toasts";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { Skeleton } from "../../components/Loading";
import { SkillDetail } from "./SkillDetail";
import { SkillList } from "./SkillList";
import { installSkill, settleCollision, useCollision } from "./skill-actions";

function CollisionDialog() {
  const collision = useCollision((store) => store.collision);
  if (collision === null) return null;
  return (
    <Dialog title="This skill is already here" onClose={() => settleCollision(false)} className="w-[28rem]">
      <div className="p-5">
        <p className="selectable text-base">{collision.message}</p>
        <p className="mt-1.5 text-base text-mute">
          Replacing swaps all of its files for those of the new folder.
        </p>
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="ghost" onClick={() => settleCollision(false)}>
            Keep the old one
          </Button>
          <Button variant="primary" onClick={() => settleCollision(true)}>
            Replace it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const noPath = new StudioError("unsupported", "This system does not tell where a dropped folder lies.", {
  remedy: "Use “Install from folder” instead.",
});

/** Folders dropped anywhere on the view are installed. */
function useFolderDrop() {
  const [over, setOver] = useState(false);
  const isFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    over,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!isFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop(event: DragEvent) {
        event.preventDefault();
        setOver(false);
        for (const file of event.dataTransfer.files) {
          const path = pathOf(file);
          if (path === undefined) notifyError("install the skill", noPath);
          else void installSkill({ path });
        }
      },
    },
  };
}

/** The shelf of skill packs. */
export function SkillsView() {
  const skills = useSkills();
  const [name, setName] = useState<string | null>(null);
  const drop = useFolderDrop();
  const list = skills.data ?? [];
  const chosen = list.find((skill) => skill.manifest.name === name) ?? list[0];
  return (
    <div className="relative flex h-full min-h-0" {...drop.handlers}>
      <section
        aria-label="Shelf"
        className="flex w-[300px] shrink-0 flex-col border-r border-line bg-panel xl:w-[340px]"
      >
        <h2 className="px-4.5 pt-5 pb-1 text-lg font-semibold">Skills</h2>
        <p className="px-4.5 pb-2 text-sm text-mute">Packs of know-how the planner may choose from.</p>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {skills.isPending ? (
            <div className="flex flex-col gap-2 p-4">
              {["a", "b", "c", "d"].map((key) => (
                <Skeleton key={key} className="h-16 rounded-lg" />
              ))}
            </div>
          ) : (
            <SkillList skills={list} chosen={chosen?.manifest.name ?? null} onChoose={setName} />
          )}
        </div>
        <div className="border-t border-line p-3.5">
          <Button
            className="w-full"
            icon={<Plus size={14} className="text-mute" />}
            onClick={() => void installSkill()}
          >
            Install from folder…
          </Button>
        </div>
      </section>
      <div className="min-w-0 flex-1 overflow-y-auto">
        {skills.error !== null ? (
          <div className="p-7">
            <ErrorCard
              title="The skills could not be read"
              error={payloadOf(skills.error)}
              action={
                <Button size="sm" variant="primary" onClick={() => void skills.refetch()}>
                  Retry
                </Button>
              }
            />
          </div>
        ) : chosen === undefined ? (
          skills.isPending ? null : (
            <EmptyState icon={<BookOpenText size={30} strokeWidth={1.5} />} title="No skills yet">
              Drop a folder with a SKILL.md here.
            </EmptyState>
          )
        ) : (
          <SkillDetail key={chosen.manifest.name} skill={chosen} />
        )}
      </div>
      {drop.over ? (
        <div className="pointer-events-none absolute inset-3 z-20 flex animate-fade items-center justify-center rounded-xl border-2 border-dashed border-accent bg-bg/85">
          <p className="flex items-center gap-2.5 text-lg font-medium">
            <FolderInput size={20} className="text-accent" aria-hidden="true" /> Drop the folder to install
            the skill
          </p>
        </div>
      ) : null}
      <CollisionDialog />
    </div>
  );
}
