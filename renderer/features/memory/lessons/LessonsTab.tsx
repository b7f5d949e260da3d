import { Search, Sprout, X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { payloadOf } from "../../../app/ipc";
import { useSettings } from "../../../app/query";
import { useSignal } from "../../../app/signals";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import { ErrorCard } from "../../../components/ErrorCard";
import { TextInput } from "../../../components/Field";
import { IconButton } from "../../../components/IconButton";
import { Skeleton } from "../../../components/Loading";
import { Segmented } from "../../../components/Segmented";
import { useSettledText } from "../../library/pages";
import { forget, recover } from "../lesson-actions";
import { type ListedLesson, useLessons } from "../use-lessons";
import { LessonList } from "./LessonList";

const none: ReadonlySet<string> = new Set();

/** What all runs have learnt: found by meaning, pinned first, forgotten and brought back. */
export function LessonsTab() {
  const { t } = useTranslation("memory");
  const [typed, setTyped] = useState("");
  const [forgotten, setForgotten] = useState(false);
  const [chosen, setChosen] = useState(none);
  const query = useSettledText(typed.trim());
  const found = useLessons(query, forgotten);
  const pages = found.data?.pages ?? [];
  const lessons = pages.flatMap((page) => page.lessons);
  const total = pages[0]?.total ?? 0;
  const trouble = pages[0]?.trouble ?? null;
  const here = lessons.filter(({ id }) => chosen.has(id));
  const act = async () => {
    const ids = here.flatMap((lesson) => lesson.ids);
    if (await (forgotten ? recover : forget)(ids, here.length)) setChosen(none);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {/* Room for a scroll bar as the list has it, so that both stand on one line. */}
      <div className="shrink-0 overflow-hidden [scrollbar-gutter:stable]">
        <div className="mx-auto flex w-full max-w-[60rem] flex-wrap items-center gap-3 px-5 pt-4 pb-3">
          <SearchField value={typed} onChange={setTyped} byMeaning={trouble === null} />
          <Segmented
            label={t("all.shelf")}
            value={forgotten ? "forgotten" : "kept"}
            onChange={(shelf) => {
              setForgotten(shelf === "forgotten");
              setChosen(none);
            }}
            options={[
              { id: "kept", title: t("all.kept") },
              { id: "forgotten", title: t("all.forgotten") },
            ]}
          />
          <div className="ml-auto flex items-center gap-2">
            {here.length === 0 ? (
              <p className="tabular text-sm text-mute">{t("all.count", { count: total })}</p>
            ) : (
              <>
                <p className="tabular text-sm text-mute">{t("all.chosen", { count: here.length })}</p>
                <Button size="sm" onClick={() => void act()}>
                  {t(forgotten ? "lesson.recover" : "lesson.forget")}
                </Button>
                <Button size="sm" variant="ghost" onClick={() => setChosen(none)}>
                  {t("all.chooseNone")}
                </Button>
              </>
            )}
            {lessons.length > 0 && here.length < lessons.length ? (
              <Button
                size="sm"
                variant="ghost"
                onClick={() => setChosen(new Set(lessons.map(({ id }) => id)))}
              >
                {t("all.chooseAll")}
              </Button>
            ) : null}
          </div>
        </div>
      </div>
      <Notes byWords={trouble !== null} detail={trouble?.message ?? ""} />
      <Body
        query={query}
        forgotten={forgotten}
        pending={found.isPending}
        error={found.error}
        retry={() => void found.refetch()}
        lessons={lessons}
      >
        <LessonList
          lessons={lessons}
          forgotten={forgotten}
          chosen={chosen}
          onChoose={setChosen}
          onNearEnd={() => {
            if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
          }}
        />
      </Body>
    </div>
  );
}

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly byMeaning: boolean;
}

function SearchField({ value, onChange, byMeaning }: SearchFieldProps) {
  const { t } = useTranslation("memory");
  const field = useRef<HTMLInputElement>(null);
  useSignal("memory:search", () => field.current?.focus());
  return (
    <div className="relative w-72 max-w-full">
      <Search size={14} aria-hidden="true" className="absolute top-[9px] left-2.5 text-mute" />
      <TextInput
        ref={field}
        type="text"
        role="searchbox"
        maxLength={500}
        aria-label={t(byMeaning ? "all.search" : "all.searchWords")}
        placeholder={t(byMeaning ? "all.search" : "all.searchWords")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.stopPropagation();
          onChange("");
        }}
        className="w-full pr-8 pl-8"
      />
      {value === "" ? null : (
        <IconButton
          size="xs"
          label={t("all.clear")}
          icon={<X size={13} />}
          onClick={() => {
            onChange("");
            field.current?.focus();
          }}
          className="absolute top-[5px] right-[5px]"
        />
      )}
    </div>
  );
}

/** What a designer should know about how memory works right now. */
function Notes({ byWords, detail }: { byWords: boolean; detail: string }) {
  const { t } = useTranslation("memory");
  const off = useSettings().data?.memory === false;
  if (!byWords && !off) return null;
  return (
    <div className="mx-auto flex w-full max-w-[60rem] flex-col gap-2 px-5 pb-3">
      {byWords ? (
        <p role="status" className="rounded-lg bg-unsure-soft px-3 py-2 text-sm text-unsure-text">
          {t("all.byWords")} <span className="selectable">{detail}</span>
        </p>
      ) : null}
      {off ? (
        <p role="status" className="rounded-lg border border-line px-3 py-2 text-sm text-mute">
          {t("all.off")}
        </p>
      ) : null}
    </div>
  );
}

interface BodyProps {
  readonly query: string;
  readonly forgotten: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly lessons: readonly ListedLesson[];
  readonly children: ReactNode;
}

function Body({ query, forgotten, pending, error, retry, lessons, children }: BodyProps) {
  const { t } = useTranslation("memory");
  if (pending) {
    return (
      <div
        role="status"
        aria-label={t("all.loading")}
        className="mx-auto flex w-full max-w-[60rem] flex-col gap-2 px-5"
      >
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} className="h-[92px] rounded-xl" />
        ))}
      </div>
    );
  }
  if (error !== null) {
    return (
      <div className="mx-auto w-full max-w-[40rem] px-5 pt-6">
        <ErrorCard
          title={t("all.failed")}
          error={payloadOf(error)}
          action={<Button onClick={retry}>{t("retry", { ns: "common" })}</Button>}
        />
      </div>
    );
  }
  if (lessons.length > 0) return children;
  const kind = query !== "" ? "nothingFound" : forgotten ? "nothingForgotten" : "empty";
  return (
    <EmptyState icon={<Sprout size={30} strokeWidth={1.5} />} title={t(`all.${kind}`)}>
      {t(`all.${kind}Text`)}
    </EmptyState>
  );
}
