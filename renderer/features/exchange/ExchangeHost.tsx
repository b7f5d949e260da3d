import { DropTarget } from "./DropTarget";
import { useExchange } from "./dialogs";
import { ExportDialog } from "./ExportDialog";
import { ImportDialog } from "./ImportDialog";
import { JobList } from "./JobList";

/** What the exchange puts over every view: where files are dropped, its dialogs, its work under way. */
export function ExchangeHost() {
  const exporting = useExchange((state) => state.exporting);
  const finds = useExchange((state) => state.finds);
  return (
    <>
      <DropTarget />
      <JobList />
      {exporting === null ? null : <ExportDialog places={exporting} />}
      {finds === null ? null : <ImportDialog finds={finds} />}
    </>
  );
}
