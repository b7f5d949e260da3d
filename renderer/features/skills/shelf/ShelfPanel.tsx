import { ChevronDown, FileArchive, FolderInput, Plus, Search, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SkillEntry, SkillUsage } from "../../../../shared/skills";
import { Button } from "../../../components/Button";
import { IconButton } from "../../../components/IconButton";
import { Skeleton } from "../../../components/Loading";
import { Menu, MenuItem } from "../../../components/Menu";
import { newSkill } from "../editor/editor-store";
import { lookInto, usePreflight } from "../preflight/flow";
import { chooseSkill, useShelfStore } from "../shelf-store";
import { SkillList } from "./SkillList";
import { matching } from "./search";

function SearchBox() {
  const { t } = useTranslation("skills");
  const search = useShelfStore((store) => store.search);
  const set = (text: string) => useShelfStore.setState({ search: text });
  return (
    <div className="mx-3.5 flex h-8 items-center gap-2 rounded-lg border border-line-strong bg-bg px-2.5 focus-within:border-accent">
      <Search size={14} className="shrink-0 text-mute" aria-hidden="true" />
      <input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={search}
        maxLength={200}
        onChange={(event) => set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || search === "") return;
          event.preventDefault();
          set("");
        }}
        className="min-w-0 flex-1 bg-transparent text-base outline-none focus-visible:outline-none"
      />
      {search === "" ? null : (
        <IconButton label={t("clearSearch")} size="xs" icon={<X size={13} />} onClick={() => set("")} />
      )}
    </div>
  );
}

interface ShelfPanelProps {
  /** undefined while the shelf is being read. */
  readonly skills: readonly SkillEntry[] | undefined;
  readonly usage: readonly SkillUsage[] | undefined;
  readonly chosen: string | null;
}

/** All skills, found and switched, and the ways to get more. */
export function ShelfPanel({ skills, usage, chosen }: ShelfPanelProps) {
  const { t } = useTranslation("skills");
  const search = useShelfStore((store) => store.search);
  const looking = usePreflight((store) => store.looking);
  const found = matching(skills ?? [], search);
  return (
    <section
      aria-label={t("shelf")}
      className="flex w-[300px] shrink-0 flex-col border-r border-line bg-panel xl:w-[340px]"
    >
      <h2 className="px-4.5 pt-5 pb-1 text-lg font-semibold">{t("title")}</h2>
      <p className="px-4.5 pb-3 text-sm text-mute">{t("subtitle")}</p>
      <SearchBox />
      <div className="mt-1 min-h-0 flex-1 overflow-y-auto">
        {skills === undefined ? (
          <div className="flex flex-col gap-2 p-4">
            {["a", "b", "c", "d"].map((key) => (
              <Skeleton key={key} className="h-16 rounded-lg" />
            ))}
          </div>
        ) : found.length === 0 && search.trim() !== "" ? (
          <p className="px-4.5 py-4 text-base text-mute">{t("noMatch", { search: search.trim() })}</p>
        ) : (
          <SkillList skills={found} usage={usage} chosen={chosen} onChoose={chooseSkill} />
        )}
      </div>
      <div className="flex gap-2 border-t border-line p-3.5">
        <Menu
          label={t("install.label")}
          side="top"
          align="start"
          trigger={
            <Button
              className="flex-1"
              disabled={looking}
              icon={<FolderInput size={14} className="text-mute" />}
            >
              {t(looking ? "install.looking" : "install.button")}
              <ChevronDown size={13} className="text-mute" aria-hidden="true" />
            </Button>
          }
        >
          <MenuItem icon={<FileArchive size={14} />} onSelect={() => void lookInto({ ask: "files" })}>
            {t("install.files")}
          </MenuItem>
          <MenuItem icon={<FolderInput size={14} />} onSelect={() => void lookInto({ ask: "folder" })}>
            {t("install.folder")}
          </MenuItem>
        </Menu>
        <Button icon={<Plus size={14} className="text-mute" />} onClick={() => void newSkill()}>
          {t("newSkill")}
        </Button>
      </div>
    </section>
  );
}
