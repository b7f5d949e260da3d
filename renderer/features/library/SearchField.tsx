import { useQuery } from "@tanstack/react-query";
import { Clock, Search, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QueryFault } from "../../../shared/library/query";
import { tokensOf } from "../../../shared/library/query";
import { ask } from "../../app/ipc";
import { keys } from "../../app/query";
import { useSignal } from "../../app/signals";
import { cx } from "../../components/cx";
import { IconButton } from "../../components/IconButton";
import { Kbd } from "../../components/Kbd";
import { type Completion, completed, completionsAt } from "./complete";
import { forgetQueries, MAX_QUERY, rememberQuery, setQuery, useLibrary } from "./state";

interface Offer {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly recent: boolean;
  readonly take: () => { readonly query: string; readonly caret: number };
}

const noValues = { skills: [], backends: [], kinds: [] };

function useKnown(boards: readonly string[]) {
  const values = useQuery({
    queryKey: [...keys.runs, "values"],
    queryFn: () => ask("library:values"),
  });
  return { ...(values.data ?? noValues), boards };
}

/** The text under the field's own, which nobody sees: only its marks. */
function Marks({ text, problems, shift }: { text: string; problems: readonly QueryFault[]; shift: number }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 flex items-center overflow-hidden text-base whitespace-pre text-transparent"
    >
      <span style={{ transform: `translateX(${-shift}px)` }}>
        {tokensOf(text).map((token, index, all) => {
          const before = text.slice(all[index - 1]?.to ?? 0, token.from);
          const bad = problems.some((one) => one.from < token.to && one.to > token.from);
          return (
            <span key={token.from}>
              {before}
              <span
                className={cx(
                  bad &&
                    "underline decoration-fail decoration-wavy decoration-[1.5px] underline-offset-[3px]",
                )}
                data-problem={bad ? "" : undefined}
              >
                {text.slice(token.from, token.to)}
              </span>
            </span>
          );
        })}
      </span>
    </span>
  );
}

interface OffersProps {
  readonly id: string;
  readonly offers: readonly Offer[];
  readonly chosen: number;
  readonly onTake: (offer: Offer) => void;
  readonly onForget: (() => void) | null;
}

function Offers({ id, offers, chosen, onTake, onForget }: OffersProps) {
  const { t } = useTranslation("library");
  return (
    <div className="absolute inset-x-0 top-[calc(100%+6px)] z-30 animate-arrive rounded-xl border border-line-strong bg-panel p-1.5 shadow-pop">
      <div role="listbox" id={id} aria-label={t("search.offers")} className="max-h-[50vh] overflow-y-auto">
        {offers.map((offer, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which chooses by arrows
          <div
            key={offer.key}
            role="option"
            id={`${id}-${index}`}
            tabIndex={-1}
            aria-selected={index === chosen}
            // The field must not lose the focus to what it offers.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(offer)}
            className={cx(
              "flex items-baseline justify-between gap-4 rounded-md px-2.5 py-1.5 text-base",
              index === chosen ? "bg-hover" : "hover:bg-hover/60",
            )}
          >
            <span className="flex min-w-0 items-center gap-2">
              {offer.recent ? <Clock size={12} className="shrink-0 text-mute" aria-hidden="true" /> : null}
              <span className="truncate">{offer.label}</span>
            </span>
            <span className="truncate text-right text-sm text-mute">{offer.detail}</span>
          </div>
        ))}
      </div>
      {onForget === null ? null : (
        <button
          type="button"
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onForget}
          className="mt-1 w-full rounded-md px-2.5 py-1.5 text-left text-sm text-mute hover:bg-hover hover:text-text"
        >
          {t("search.forget")}
        </button>
      )}
    </div>
  );
}

export interface Typing {
  readonly caret: number;
  /** True while the field has something to offer there. */
  readonly offering: boolean;
}

interface SearchFieldProps {
  readonly boards: readonly string[];
  readonly problems: readonly QueryFault[];
  /** Told where one is typing: what stands there is not wrong yet. */
  readonly onTyping: (typing: Typing | null) => void;
}

/** The library's search: words and fields, completed while typing, with marks under what makes no sense. */
export function SearchField({ boards, problems, onTyping }: SearchFieldProps) {
  const { t } = useTranslation("library");
  const text = useLibrary((state) => state.query);
  const recent = useLibrary((state) => state.recent);
  const field = useRef<HTMLInputElement>(null);
  const known = useKnown(boards);
  const id = useId();
  const [open, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(-1);
  const [shift, setShift] = useState(0);
  useSignal(
    "library:search",
    useCallback(() => {
      field.current?.focus();
      field.current?.select();
    }, []),
  );
  const offers = open ? offersFor(text, completionsAt(text, caret, known), recent, t) : [];
  const offering = offers.length > 0;
  useEffect(() => onTyping(open ? { caret, offering } : null), [open, caret, offering, onTyping]);
  const placeCaret = (at: number) => {
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
    setCaret(at);
    setChosen(-1);
  };
  const follow = () => {
    const at = field.current?.selectionStart ?? 0;
    setCaret(at);
    setShift(field.current?.scrollLeft ?? 0);
  };
  const close = () => {
    setOpen(false);
    setChosen(-1);
  };
  const take = (offer: Offer) => {
    const next = offer.take();
    setQuery(next.query);
    placeCaret(next.caret);
    setOpen(!offer.recent);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const count = offers.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (count === 0) setOpen(true);
      else setChosen((at) => (at + by + count + (at === -1 && by === -1 ? 1 : 0)) % count);
    } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && chosen !== -1)) {
      const offer = offers[chosen];
      if (offer !== undefined) take(offer);
      else {
        rememberQuery(text);
        close();
      }
    } else if (event.key === "Escape") {
      if (offers.length > 0) close();
      else if (text !== "") setQuery("");
      else event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative min-w-40 max-w-[44rem] flex-1" data-own-keys="">
      <div
        className={cx(
          "flex h-8 items-center gap-2 rounded-lg border bg-panel px-2.5 focus-within:border-accent",
          problems.length > 0 ? "border-fail" : "border-line-strong",
        )}
      >
        <Search size={14} className="shrink-0 text-mute" aria-hidden="true" />
        <div className="relative h-full min-w-0 flex-1">
          <Marks text={text} problems={problems} shift={shift} />
          <input
            ref={field}
            type="search"
            aria-label={t("search.label")}
            aria-keyshortcuts="/"
            aria-autocomplete="list"
            aria-controls={offers.length > 0 ? id : undefined}
            aria-activedescendant={chosen === -1 ? undefined : `${id}-${chosen}`}
            aria-invalid={problems.length > 0}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("search.placeholder")}
            value={text}
            maxLength={MAX_QUERY}
            onChange={(event) => {
              setQuery(event.target.value);
              setOpen(true);
              setChosen(-1);
              follow();
            }}
            onSelect={follow}
            onScroll={follow}
            onFocus={() => {
              setOpen(true);
              follow();
            }}
            onBlur={() => {
              if (problems.length === 0) rememberQuery(text);
              close();
            }}
            onKeyDown={press}
            className="absolute inset-0 w-full bg-transparent text-base outline-none focus-visible:outline-none"
          />
        </div>
        {text === "" ? (
          <Kbd command="app.search" />
        ) : (
          <IconButton
            label={t("search.clear")}
            size="xs"
            icon={<X size={13} />}
            onClick={() => {
              setQuery("");
              field.current?.focus();
            }}
          />
        )}
      </div>
      {offers.length === 0 ? null : (
        <Offers
          id={id}
          offers={offers}
          chosen={chosen}
          onTake={take}
          onForget={text === "" ? forgetQueries : null}
        />
      )}
    </div>
  );
}

type Words = ReturnType<typeof useTranslation<"library">>["t"];

function offersFor(
  text: string,
  completions: readonly Completion[],
  recent: readonly string[],
  t: Words,
): readonly Offer[] {
  if (text.trim() === "") {
    return recent.map((query) => ({
      key: query,
      label: query,
      detail: "",
      recent: true,
      take: () => ({ query, caret: query.length }),
    }));
  }
  return completions.map((one) => ({
    key: one.text,
    label: one.text,
    detail: one.open ? t(`takes.${one.field}`) : "",
    recent: false,
    take: () => completed(text, one),
  }));
}
