import { useTranslation } from "react-i18next";
import { Field, TextInput } from "../../../../components/Field";
import { Segmented } from "../../../../components/Segmented";
import { KeyField } from "../../KeyField";
import { type SourceDraft, serverOf, withRepository } from "./source-form";

interface SourceFieldsProps {
  readonly draft: SourceDraft;
  readonly safe: boolean;
  readonly onChange: (draft: SourceDraft) => void;
  readonly onEnter: () => void;
}

/** Where the model is to come from. */
export function SourceFields({ draft, safe, onChange, onEnter }: SourceFieldsProps) {
  const { t } = useTranslation("settings");
  const set = (part: Partial<SourceDraft>) => onChange({ ...draft, ...part });
  return (
    <div className="divide-y divide-line">
      <Field close label={t("shelf.downloading.kind")}>
        {() => (
          <Segmented
            label={t("shelf.downloading.kind")}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            options={(["hub", "list"] as const).map((id) => ({
              id,
              title: t(`shelf.downloading.kinds.${id}`),
            }))}
          />
        )}
      </Field>
      {draft.kind === "hub" ? (
        <>
          <Text
            onEnter={onEnter}
            label={t("shelf.downloading.repository")}
            help={t("shelf.downloading.repositoryHelp")}
            placeholder={t("shelf.downloading.repositoryExample")}
            value={draft.repository}
            onChange={(text) => onChange(withRepository(draft, text))}
          />
          <Text
            onEnter={onEnter}
            label={t("shelf.downloading.host")}
            help={t("shelf.downloading.hostHelp")}
            value={draft.host}
            onChange={(host) => set({ host })}
          />
          <Text
            onEnter={onEnter}
            label={t("shelf.downloading.revision")}
            help={t("shelf.downloading.revisionHelp")}
            value={draft.revision}
            onChange={(revision) => set({ revision })}
          />
          <Text
            onEnter={onEnter}
            label={t("shelf.downloading.folder")}
            help={t("shelf.downloading.folderHelp")}
            placeholder={t("shelf.downloading.folderExample")}
            value={draft.folder}
            onChange={(folder) => set({ folder })}
          />
        </>
      ) : (
        <>
          <Text
            onEnter={onEnter}
            label={t("shelf.downloading.base")}
            help={t("shelf.downloading.baseHelp")}
            placeholder={t("shelf.downloading.baseExample")}
            value={draft.base}
            onChange={(base) => set({ base })}
          />
          <Text
            onEnter={onEnter}
            label={t("shelf.downloading.list")}
            help={t("shelf.downloading.listHelp")}
            placeholder={t("shelf.downloading.listExample")}
            value={draft.list}
            onChange={(list) => set({ list })}
          />
        </>
      )}
      <KeyField server={serverOf(draft)} safe={safe} />
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
  readonly placeholder?: string;
}

function Text({ label, help, value, onChange, onEnter, placeholder }: TextProps) {
  return (
    <Field close label={label} help={help}>
      {(id, helpId) => (
        <TextInput
          id={id}
          aria-describedby={helpId}
          className="w-80 font-mono text-sm"
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onEnter();
          }}
        />
      )}
    </Field>
  );
}
