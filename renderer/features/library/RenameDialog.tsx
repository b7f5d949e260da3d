import { useState } from "react";
import type { RunSummary } from "../../../shared/ipc/contract";
import { keys, queryClient } from "../../app/query";
import { renameRun } from "../../app/runs/actions";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextInput } from "../../components/Field";

/** Asks for a run's new title. */
export function RenameDialog({ run, onClose }: { run: RunSummary; onClose: () => void }) {
  const [title, setTitle] = useState(run.title);
  const ready = title.trim() !== "";
  const save = async () => {
    onClose();
    if (title.trim() === run.title) return;
    await renameRun(run.id, title.trim());
    await queryClient.invalidateQueries({ queryKey: keys.runs });
  };
  return (
    <Dialog title="Rename run" onClose={onClose} className="w-[26rem]">
      <form
        className="p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save();
        }}
      >
        <TextInput
          aria-label="Title"
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
          className="w-full"
        />
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" disabled={!ready}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
