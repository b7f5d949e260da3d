import { useState } from "react";
import { Field, TextInput } from "../../components/Field";
import type { Read, ServerDraft } from "./server-form";

interface ServerFieldsProps {
  readonly draft: ServerDraft;
  readonly read: Read<unknown>;
  readonly needsModel: boolean;
  readonly urlExample: string;
  readonly modelExample: string;
  readonly onChange: (draft: ServerDraft) => void;
  /** The fields were left: the moment to keep what is in them. */
  readonly onLeave: () => void;
}

/** Address and model of a server. Faults are told once a field has been left. */
export function ServerFields({
  draft,
  read,
  needsModel,
  urlExample,
  modelExample,
  onChange,
  onLeave,
}: ServerFieldsProps) {
  const [left, setLeft] = useState({ url: false, model: false });
  const urlFault = left.url ? read.urlFault : null;
  const modelFault = left.model ? read.modelFault : null;
  return (
    <>
      <Field
        label="Base URL"
        help={
          urlFault === null ? undefined : (
            <span role="alert" className="text-fail-text">
              {urlFault}
            </span>
          )
        }
      >
        {(id, helpId) => (
          <TextInput
            id={id}
            aria-describedby={helpId}
            aria-invalid={urlFault !== null}
            type="url"
            spellCheck={false}
            maxLength={500}
            placeholder={urlExample}
            value={draft.baseUrl}
            onChange={(event) => onChange({ ...draft, baseUrl: event.target.value })}
            onBlur={() => {
              setLeft({ ...left, url: true });
              onLeave();
            }}
            className="w-80"
          />
        )}
      </Field>
      {needsModel ? (
        <Field
          label="Model"
          help={
            modelFault === null ? undefined : (
              <span role="alert" className="text-fail-text">
                {modelFault}
              </span>
            )
          }
        >
          {(id, helpId) => (
            <TextInput
              id={id}
              aria-describedby={helpId}
              aria-invalid={modelFault !== null}
              spellCheck={false}
              maxLength={200}
              placeholder={modelExample}
              value={draft.model}
              onChange={(event) => onChange({ ...draft, model: event.target.value })}
              onBlur={() => {
                setLeft({ ...left, model: true });
                onLeave();
              }}
              className="w-80"
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
