import { useState } from "react";
import type { RolesConfig, Settings } from "../../../shared/settings";
import { Field } from "../../components/Field";
import { Segmented } from "../../components/Segmented";
import { ConnectionTest } from "./ConnectionTest";
import { recall, rememberRoles } from "./connections";
import { KeyField } from "./KeyField";
import { Section } from "./Section";
import { ServerFields } from "./ServerFields";
import { draftOf, readRoles, sameConfig } from "./server-form";

type Kind = RolesConfig["kind"];

const help: Record<Kind, string> = {
  local: "Planning, checking and refining by rules and bundled vision models. Nothing leaves this machine.",
  chat: "Every role is played by a language model. It must be able to read images. Prompts and images are sent to it.",
};

/** The bundled eyes were trained on the bundled engine's drawings and on nothing else. */
const strangerToLocalEyes =
  "The bundled verifier knows Flatland’s drawings. For pictures of another generator choose a language model that reads images.";

interface SectionProps {
  readonly settings: Settings;
  readonly safe: boolean;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Who plans, decomposes, verifies, remembers and refines. */
export function RolesSection({ settings, safe, onChange }: SectionProps) {
  const [kind, setKind] = useState<Kind>(settings.roles.kind);
  const known = (which: Kind) => (settings.roles.kind === which ? settings.roles : recall().roles[which]);
  const [draft, setDraft] = useState(draftOf(known(kind)));
  const [stored, setStored] = useState<Kind>(settings.roles.kind);
  if (stored !== settings.roles.kind) {
    // Changed elsewhere, by the prompt bar: show what is in force now.
    setStored(settings.roles.kind);
    if (settings.roles.kind !== kind) {
      setKind(settings.roles.kind);
      setDraft(draftOf(settings.roles));
    }
  }
  const read = readRoles(kind, draft);
  const keep = (config: RolesConfig | null) => {
    if (config === null) return;
    rememberRoles(config);
    if (!sameConfig(settings.roles, config)) onChange({ roles: config });
  };
  const choose = (next: Kind) => {
    const fields = draftOf(known(next));
    setKind(next);
    setDraft(fields);
    keep(readRoles(next, fields).config);
  };
  const pending = read.config === null && settings.roles.kind !== kind;
  const stranger = kind === "local" && settings.generator.kind !== "flatland";
  return (
    <Section title="Roles" about={help[kind]}>
      <Field label="Played by" help={pending ? "Used as soon as address and model are complete." : undefined}>
        {() => (
          <Segmented
            label="Roles"
            value={kind}
            onChange={choose}
            options={[
              { id: "local", title: "Local rules and models" },
              { id: "chat", title: "OpenAI-compatible chat" },
            ]}
          />
        )}
      </Field>
      {stranger ? (
        <p role="note" className="py-3 text-sm text-unsure-text">
          {strangerToLocalEyes}
        </p>
      ) : null}
      {kind === "local" ? null : (
        <>
          <ServerFields
            key={kind}
            draft={draft}
            read={read}
            needsModel
            urlExample="http://localhost:8000/v1"
            modelExample="qwen3-vl-8b"
            onChange={setDraft}
            onLeave={() => keep(read.config)}
          />
          <KeyField slot="chat" safe={safe} />
          <ConnectionTest
            key={JSON.stringify(read.config)}
            request={read.config === null ? null : { target: "roles", config: read.config }}
          />
        </>
      )}
    </Section>
  );
}
