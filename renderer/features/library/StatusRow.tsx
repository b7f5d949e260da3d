import { Bookmark, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Query } from "../../../shared/library/query";
import { termText, withoutPiece } from "../../../shared/library/write-query";
import { Button } from "../../components/Button";
import { formatNumber } from "../../i18n/format";
import { openSaveSearch } from "./dialogs";
import { setQuery, useLibrary } from "./state";
import { filtersOf, problemText } from "./understood";

/** A filter of the query; pressing it takes it out. */
function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  const { t } = useTranslation("library");
  return (
    <button
      type="button"
      aria-label={t("search.removeFilter", { filter: text })}
      onClick={onRemove}
      className="inline-flex h-[22px] max-w-56 items-center gap-1 rounded-full border border-line-strong bg-raised pr-1.5 pl-2.5 text-sm transition-colors duration-120 hover:bg-hover"
    >
      <span className="truncate">{text}</span>
      <X size={11} className="shrink-0 text-mute" aria-hidden="true" />
    </button>
  );
}

interface StatusRowProps {
  readonly query: Query;
  readonly problems: Query["problems"];
  /** null while it is not known yet. */
  readonly total: number | null;
}

/** Under the search: how much was found, by which filters, and what was not understood. */
export function StatusRow({ query, problems, total }: StatusRowProps) {
  const { t } = useTranslation("library");
  const text = useLibrary((state) => state.query);
  const shelf = useLibrary((state) => state.shelf);
  const [problem] = problems;
  return (
    <div className="flex h-9 items-center gap-2 px-6">
      <span role="status" className="tabular shrink-0 pr-1 text-sm text-mute">
        {total === null ? "" : t(`found.${shelf}`, { count: total, number: formatNumber(total) })}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 overflow-hidden">
        {filtersOf(query).map((term) => (
          <Chip key={term.from} text={termText(term)} onRemove={() => setQuery(withoutPiece(text, term))} />
        ))}
      </span>
      {problem === undefined ? null : (
        <span role="alert" className="flex min-w-0 items-center gap-1.5 text-sm text-fail-text">
          <TriangleAlert size={13} className="shrink-0" aria-hidden="true" />
          <span className="truncate" title={problemText(problem)}>
            {problemText(problem)}
          </span>
        </span>
      )}
      {text.trim() === "" ? null : (
        <Button
          size="sm"
          variant="ghost"
          icon={<Bookmark size={13} />}
          onClick={openSaveSearch}
          className="ml-auto"
          command="library.save"
        >
          {t("search.save")}
        </Button>
      )}
    </div>
  );
}
