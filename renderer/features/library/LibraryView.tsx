import { Images, LayoutGrid, List, RefreshCw, Search, X } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import type { RunSummary } from "../../../shared/ipc/contract";
import { ask, payloadOf } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { useSignal } from "../../app/signals";
import { notify, notifyError } from "../../app/toasts";
import { useUi } from "../../app/ui-store";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { IconButton } from "../../components/IconButton";
import { Kbd } from "../../components/Kbd";
import { Segmented } from "../../components/Segmented";
import { type Shelf, useSettledText } from "./pages";
import { RenameDialog } from "./RenameDialog";
import { Shelves } from "./Shelves";

async function rebuild(): Promise<void> {
  try {
    const { runs } = await ask("library:rebuild");
    await queryClient.invalidateQueries({ queryKey: keys.runs });
    notify(runs === 1 ? "The library was read anew: 1 run." : `The library was read anew: ${runs} runs.`);
  } catch (error) {
    notifyError("read the library anew", error, () => void rebuild());
  }
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useSignal(
    "library:search",
    useCallback(() => {
      field.current?.focus();
      field.current?.select();
    }, []),
  );
  return (
    <div className="flex h-8 w-72 items-center gap-2 rounded-lg border border-line-strong bg-panel px-2.5 focus-within:border-accent">
      <Search size={14} className="shrink-0 text-mute" aria-hidden="true" />
      <input
        ref={field}
        type="search"
        aria-label="Search runs"
        aria-keyshortcuts="/"
        placeholder="Search titles, prompts, skills"
        value={value}
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          if (value === "") event.currentTarget.blur();
          else onChange("");
        }}
        className="min-w-0 flex-1 bg-transparent text-base outline-none focus-visible:outline-none"
      />
      {value === "" ? (
        <Kbd keys="/" />
      ) : (
        <IconButton label="Clear the search" size="xs" icon={<X size={13} />} onClick={() => onChange("")} />
      )}
    </div>
  );
}

function Nothing({ shelf, query }: { shelf: Shelf; query: string }) {
  if (shelf.error !== null) {
    return (
      <div className="mx-auto max-w-[34rem] p-7">
        <ErrorCard
          title="The library could not be read"
          error={payloadOf(shelf.error)}
          action={
            <>
              <Button size="sm" variant="primary" onClick={shelf.refetch}>
                Retry
              </Button>
              <Button size="sm" onClick={() => void rebuild()}>
                Read it anew
              </Button>
            </>
          }
        />
      </div>
    );
  }
  if (query !== "") {
    return (
      <EmptyState icon={<Search size={28} strokeWidth={1.5} />} title={`Nothing for “${query}”`}>
        The search looks at titles, prompts and skills.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Images size={30} strokeWidth={1.5} />} title="No runs yet">
      Everything you run is kept here, with every image and every verdict.
    </EmptyState>
  );
}

/** All runs there are. */
export function LibraryView() {
  const [text, setText] = useState("");
  const query = useSettledText(text.trim());
  const layout = useUi((ui) => ui.libraryLayout);
  const setLayout = useUi((ui) => ui.setLibraryLayout);
  const [renaming, setRenaming] = useState<RunSummary | null>(null);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex items-center justify-between gap-4 px-7 pt-5 pb-4">
        <h2 className="text-xl font-semibold">Library</h2>
        <div className="flex items-center gap-2.5">
          <SearchBox value={text} onChange={setText} />
          <Segmented
            label="Layout"
            value={layout}
            onChange={setLayout}
            options={[
              { id: "grid", title: "Grid", icon: <LayoutGrid size={13} /> },
              { id: "list", title: "List", icon: <List size={13} /> },
            ]}
          />
          <IconButton
            label="Read the library anew from its folders"
            icon={<RefreshCw size={14} />}
            onClick={() => void rebuild()}
            size="md"
          />
        </div>
      </header>
      <Shelves
        query={query}
        layout={layout}
        onRename={setRenaming}
        empty={(shelf) => <Nothing shelf={shelf} query={query} />}
      />
      {renaming === null ? null : (
        <RenameDialog key={renaming.id} run={renaming} onClose={() => setRenaming(null)} />
      )}
    </div>
  );
}
