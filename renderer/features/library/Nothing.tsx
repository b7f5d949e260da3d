import { useQueries } from "@tanstack/react-query";
import { CircleSlash, Images, LayoutGrid, Search, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Query, QueryTerm } from "../../../shared/library/query";
import { termText, withoutPiece } from "../../../shared/library/write-query";
import { ask, payloadOf } from "../../app/ipc";
import { keys } from "../../app/query";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { formatNumber } from "../../i18n/format";
import type { Shelf } from "./pages";
import { rebuild } from "./rebuild";
import { type Search as LibrarySearch, type Section, searchOf, setQuery, useLibrary } from "./state";

function countQuery(search: LibrarySearch) {
  return {
    queryKey: [...keys.runs, "count", search],
    queryFn: async () => (await ask("library:search", { ...search, limit: 1, offset: 0 })).total,
  };
}

/** Which part of the query kept everything out: what would be found without each. */
function Without({ query }: { query: Query }) {
  const { t } = useTranslation("library");
  const state = useLibrary();
  const tries = query.terms.map((term) => ({ term, text: withoutPiece(state.query, term) }));
  const counts = useQueries({
    queries: tries.map(({ text }) => countQuery(searchOf({ ...state, query: text }))),
  });
  const helpful = tries
    .map((one, index) => ({ ...one, count: counts[index]?.data ?? 0 }))
    .filter(({ count }) => count > 0);
  if (query.terms.length < 2 || helpful.length === 0) return null;
  const words = (term: QueryTerm) => t("nothing.without", { filter: termText(term) });
  return (
    <span className="mt-3 flex flex-wrap items-center justify-center gap-1.5">
      {helpful.map(({ term, text, count }) => (
        <Button key={term.from} size="sm" pill onClick={() => setQuery(text)}>
          {words(term)}
          <span className="tabular text-mute">{formatNumber(count)}</span>
        </Button>
      ))}
    </span>
  );
}

function NoMatch({ query }: { query: Query }) {
  const { t } = useTranslation("library");
  const text = useLibrary((state) => state.query);
  return (
    <EmptyState
      icon={<Search size={28} strokeWidth={1.5} />}
      title={t("nothing.match", { query: text.trim() })}
    >
      {t("nothing.matchHelp")}
      <Without query={query} />
      <span className="mt-3 block">
        <Button size="sm" variant="primary" onClick={() => setQuery("")}>
          {t("nothing.clear")}
        </Button>
      </span>
    </EmptyState>
  );
}

const signs = {
  all: <Images size={30} strokeWidth={1.5} />,
  favourites: <Star size={28} strokeWidth={1.5} />,
  rejected: <CircleSlash size={28} strokeWidth={1.5} />,
  board: <LayoutGrid size={28} strokeWidth={1.5} />,
} as const;

function signOf(section: Section): keyof typeof signs {
  return section === "favourites" || section === "rejected" || section === "all" ? section : "board";
}

/** What the list says while it has nothing to show, and what to do about it. */
export function Nothing({ shelf, query }: { shelf: Shelf; query: Query }) {
  const { t } = useTranslation(["library", "common"]);
  const section = useLibrary((state) => state.section);
  if (shelf.error !== null) {
    return (
      <div className="mx-auto max-w-[34rem] p-7">
        <ErrorCard
          title={t("library:nothing.failed")}
          error={payloadOf(shelf.error)}
          action={
            <>
              <Button size="sm" variant="primary" onClick={shelf.refetch}>
                {t("common:retryShort")}
              </Button>
              <Button size="sm" onClick={() => void rebuild()}>
                {t("library:rebuild.action")}
              </Button>
            </>
          }
        />
      </div>
    );
  }
  if (query.terms.length > 0) return <NoMatch query={query} />;
  const sign = signOf(section);
  return (
    <EmptyState icon={signs[sign]} title={t(`library:nothing.${sign}`)}>
      {t(`library:nothing.${sign}Help`)}
    </EmptyState>
  );
}
