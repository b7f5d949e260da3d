import { Search, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type SettingsSection, settingsSections } from "../../app/settings-link";
import { cx } from "../../components/cx";
import { TextInput } from "../../components/Field";
import { IconButton } from "../../components/IconButton";

interface SettingsIndexProps {
  readonly here: SettingsSection;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onGo: (section: SettingsSection) => void;
}

/** The sections at the left: where one is, where one can go, and the search over all of them. */
export function SettingsIndex({ here, query, onQuery, onGo }: SettingsIndexProps) {
  const { t } = useTranslation("settings");
  return (
    <div className="flex min-h-0 w-48 flex-col gap-3 max-[1100px]:w-40">
      <span className="relative">
        <Search size={14} aria-hidden="true" className="absolute top-[9px] left-2.5 text-mute" />
        <TextInput
          type="search"
          aria-label={t("search")}
          placeholder={t("searchHint")}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || query === "") return;
            event.preventDefault();
            onQuery("");
          }}
          className="w-full pr-8 pl-8"
        />
        {query === "" ? null : (
          <span className="absolute top-[5px] right-1.5">
            <IconButton
              size="xs"
              label={t("clearSearch")}
              icon={<X size={12} />}
              onClick={() => onQuery("")}
            />
          </span>
        )}
      </span>
      {/* Low windows scroll it; the inset keeps the rings of what has the focus whole. */}
      <nav aria-label={t("index")} className="-mx-1 flex min-h-0 flex-col gap-0.5 overflow-y-auto p-1">
        {settingsSections.map((id) => (
          <button
            key={id}
            type="button"
            aria-current={here === id ? "location" : undefined}
            onClick={() => onGo(id)}
            className={cx(
              "shrink-0 truncate rounded-md px-2.5 py-1.5 text-left text-base transition-colors duration-120",
              here === id ? "bg-raised font-medium text-text" : "text-mute hover:bg-hover hover:text-text",
            )}
          >
            {t(`sections.${id}`)}
          </button>
        ))}
      </nav>
    </div>
  );
}
