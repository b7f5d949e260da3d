import { CircleCheck, FileJson } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type EditWorkflowReading, readEditWorkflow } from "../../../shared/comfyui/edit-workflow";
import { exampleWorkflow } from "../../../shared/comfyui/example";
import { MAX_WORKFLOW, readWorkflow, type WorkflowReading } from "../../../shared/comfyui/workflow";
import { notifyError } from "../../app/toasts";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";

interface WorkflowFieldProps {
  /** In place of the usual words: what the workflow is for. */
  readonly label?: string;
  readonly help?: string;
  /** How to make sense of it, where it is no workflow that draws. */
  readonly readAs?: typeof readWorkflow | typeof readEditWorkflow;
  /** What the example button fills in; absent: there is none. */
  readonly example?: string | null;
  readonly text: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** ComfyUI's workflow: pasted, chosen from a file, or begun with an example; checked as it is typed. */
export function WorkflowField({
  label,
  help,
  example = exampleWorkflow,
  readAs = readWorkflow,
  text,
  fault,
  onChange,
  onLeave,
}: WorkflowFieldProps) {
  const { t } = useTranslation("settings");
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const reading = useMemo((): WorkflowReading | EditWorkflowReading => readAs(text), [text, readAs]);
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    // Longer than any workflow: cut before it is read, and told as too long.
    onChange(await file.slice(0, MAX_WORKFLOW + 4).text());
    onLeave();
  };
  return (
    <div data-setting="" className="py-3">
      <div className="flex items-end justify-between gap-6">
        <div className="min-w-0">
          <label htmlFor={id} className="text-base font-medium">
            {label ?? t("workflow.label")}
          </label>
          <p id={`${id}-help`} className="mt-0.5 max-w-[52ch] text-sm text-mute">
            {help ?? t("workflow.help")}
          </p>
        </div>
        <div className="flex shrink-0 gap-2">
          <input
            ref={chooser}
            type="file"
            accept=".json,application/json"
            aria-label={t("workflow.file")}
            hidden
            onChange={(event) => {
              open(event.target.files?.[0]).catch((error: unknown) =>
                notifyError(t("workflow.reading"), error),
              );
              // The same file may be chosen again after it was changed.
              event.target.value = "";
            }}
          />
          <Button size="sm" icon={<FileJson size={13} />} onClick={() => chooser.current?.click()}>
            {t("workflow.choose")}
          </Button>
          {example === null ? null : (
            <Button
              size="sm"
              variant="ghost"
              disabled={text.trim() !== "" && text !== example}
              onClick={() => {
                onChange(example);
                document.getElementById(id)?.focus();
              }}
            >
              {t("workflow.example")}
            </Button>
          )}
        </div>
      </div>
      <textarea
        id={id}
        aria-describedby={`${id}-help ${id}-state`}
        aria-invalid={fault !== undefined}
        spellCheck={false}
        autoComplete="off"
        rows={9}
        wrap="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        className="mt-2.5 block w-full resize-none rounded-lg border border-line-strong bg-bg px-3 py-2 font-mono text-sm text-text outline-none transition-colors duration-120 focus:border-accent focus-visible:outline-none aria-invalid:border-fail"
      />
      <div id={`${id}-state`} role="status" className="mt-1.5 min-h-5 text-sm">
        {fault === undefined ? null : <span className="text-fail-text">{fault}</span>}
        {fault === undefined && reading.ok ? (
          <span className="flex items-start gap-1.5 text-mute">
            <CircleCheck size={13} className="mt-0.5 shrink-0 text-pass" aria-hidden="true" />
            <span>
              {t("workflow.good", { count: Object.keys(reading.workflow).length })}{" "}
              {isEditing(reading) ? t(`mending.by.${reading.editing}`) : null}{" "}
              {reading.takes.has("seed") ? "" : t("workflow.noSeed")}{" "}
              {isEditing(reading) || reading.takes.has("width") || reading.takes.has("height")
                ? ""
                : t("workflow.noSize")}
            </span>
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** The second workflow, which makes an image out of an earlier one; asked for only where it is wanted. */
export function EditWorkflowField(
  props: Pick<WorkflowFieldProps, "text" | "fault" | "onChange" | "onLeave">,
) {
  const { t } = useTranslation("settings");
  const [wanted, setWanted] = useState(false);
  if (!wanted && props.text === "") {
    return (
      <Field label={t("mending.label")} help={t("mending.about")}>
        {(id, helpId) => (
          <Button id={id} aria-describedby={helpId} size="sm" onClick={() => setWanted(true)}>
            {t("mending.add")}
          </Button>
        )}
      </Field>
    );
  }
  const words = { label: t("mending.label"), help: t("mending.help") };
  return <WorkflowField {...props} {...words} example={null} readAs={readEditWorkflow} />;
}

type EditReading = Extract<ReturnType<typeof readEditWorkflow>, { readonly ok: true }>;

/** True for a workflow that was read as one that mends images. */
function isEditing(reading: { readonly ok: true }): reading is EditReading {
  return "editing" in reading;
}
