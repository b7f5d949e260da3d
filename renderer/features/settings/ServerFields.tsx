import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, TextInput } from "../../components/Field";
import { faultyHelp } from "./faulty-help";
import type { Read, ServerDraft, ServerField } from "./server-form";
import type { ServerKind } from "./server-kinds";
import { EditWorkflowField, WorkflowField } from "./WorkflowField";

interface ServerFieldsProps {
  readonly server: ServerKind;
  readonly draft: ServerDraft;
  readonly read: Read<unknown>;
  /** What this kind of server is told besides its address and model. */
  readonly more?: "sampling" | "workflow" | "context" | undefined;
  readonly onChange: (draft: ServerDraft) => void;
  /** The fields were left: the moment to keep what is in them. */
  readonly onLeave: () => void;
}

/** What has to be known of a server. Faults are told once a field has been left. */
export function ServerFields({ server, draft, read, more, onChange, onLeave }: ServerFieldsProps) {
  const { t } = useTranslation("settings");
  const [left, setLeft] = useState<ReadonlySet<ServerField>>(new Set());
  const leave = (field: ServerField) => {
    setLeft(new Set([...left, field]));
    onLeave();
  };
  const row = (
    field: ServerField,
    label: string,
    help: string | undefined,
    input: ComponentProps<"input">,
  ) => {
    const fault = left.has(field) ? read.faults[field] : undefined;
    return (
      <Field key={field} label={label} help={faultyHelp(fault, help)}>
        {(id, helpId) => (
          <TextInput
            id={id}
            aria-describedby={helpId}
            aria-invalid={fault !== undefined}
            spellCheck={false}
            autoComplete="off"
            value={draft[field]}
            onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
            onBlur={() => leave(field)}
            {...input}
          />
        )}
      </Field>
    );
  };
  const wide = "w-80";
  const optional = server.model === "optional";
  return (
    <>
      {row("baseUrl", t("server.url"), undefined, {
        type: "url",
        maxLength: 500,
        placeholder: server.urlExample,
        className: wide,
      })}
      {server.model === "none"
        ? null
        : row("model", t("server.model"), optional ? t("server.modelOptional") : undefined, {
            maxLength: 200,
            placeholder: optional ? t("server.serversChoice") : server.modelExample,
            className: wide,
          })}
      {more === "sampling" ? (
        <>
          {row("sampler", t("server.sampler"), undefined, {
            maxLength: 100,
            placeholder: t("server.serversChoice"),
            className: wide,
          })}
          {row("steps", t("server.steps"), undefined, {
            inputMode: "numeric",
            maxLength: 5,
            placeholder: t("server.serversChoice"),
            className: wide,
          })}
          {row("cfgScale", t("server.cfgScale"), t("server.cfgScaleHelp"), {
            inputMode: "decimal",
            maxLength: 6,
            placeholder: t("server.serversChoice"),
            className: wide,
          })}
        </>
      ) : null}
      {more === "workflow" ? (
        <>
          <WorkflowField
            text={draft.workflow}
            fault={left.has("workflow") || draft.workflow !== "" ? read.faults.workflow : undefined}
            onChange={(workflow) => onChange({ ...draft, workflow })}
            onLeave={() => leave("workflow")}
          />
          <EditWorkflowField
            text={draft.editWorkflow}
            fault={read.faults.editWorkflow}
            onChange={(editWorkflow) => onChange({ ...draft, editWorkflow })}
            onLeave={() => leave("editWorkflow")}
          />
        </>
      ) : null}
      {more === "context"
        ? row("contextTokens", t("server.context"), t("server.contextHelp"), {
            inputMode: "numeric",
            maxLength: 8,
            placeholder: t("server.contextUsual"),
            className: wide,
          })
        : null}
      {row("parallel", t("server.parallel"), t("server.parallelHelp"), {
        inputMode: "numeric",
        maxLength: 2,
        placeholder: t("server.parallelUsual"),
        className: wide,
      })}
    </>
  );
}
