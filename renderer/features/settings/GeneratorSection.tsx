import { useState } from "react";
import type { GeneratorConfig, Settings } from "../../../shared/settings";
import { Field } from "../../components/Field";
import { Segmented } from "../../components/Segmented";
import { ConnectionTest } from "./ConnectionTest";
import { recall, rememberGenerator } from "./connections";
import { KeyField } from "./KeyField";
import { Section } from "./Section";
import { ServerFields } from "./ServerFields";
import { draftOf, readGenerator, sameConfig } from "./server-form";

type Kind = GeneratorConfig["kind"];

const help: Record<Kind, string> = {
  flatland: "The bundled engine: flat scenes as vectors, drawn on this machine, offline.",
  "gems-http": "An image server that answers POST /generate?prompt= with a PNG.",
  "openai-images": "Any server with an OpenAI-compatible images endpoint.",
};

interface SectionProps {
  readonly settings: Settings;
  readonly safe: boolean;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What draws the images. */
export function GeneratorSection({ settings, safe, onChange }: SectionProps) {
  const [kind, setKind] = useState<Kind>(settings.generator.kind);
  const known = (which: Kind) =>
    settings.generator.kind === which ? settings.generator : recall().generators[which];
  const [draft, setDraft] = useState(draftOf(known(kind)));
  const [stored, setStored] = useState<Kind>(settings.generator.kind);
  if (stored !== settings.generator.kind) {
    // Changed elsewhere, by the prompt bar: show what is in force now.
    setStored(settings.generator.kind);
    if (settings.generator.kind !== kind) {
      setKind(settings.generator.kind);
      setDraft(draftOf(settings.generator));
    }
  }
  const read = readGenerator(kind, draft);
  const keep = (config: GeneratorConfig | null) => {
    if (config === null) return;
    rememberGenerator(config);
    if (!sameConfig(settings.generator, config)) onChange({ generator: config });
  };
  const choose = (next: Kind) => {
    const fields = draftOf(known(next));
    setKind(next);
    setDraft(fields);
    keep(readGenerator(next, fields).config);
  };
  const pending = read.config === null && settings.generator.kind !== kind;
  return (
    <Section title="Image generator" about={help[kind]}>
      <Field label="Generator" help={pending ? "Used as soon as its address is complete." : undefined}>
        {() => (
          <Segmented
            label="Generator"
            value={kind}
            onChange={choose}
            options={[
              { id: "flatland", title: "Flatland" },
              { id: "gems-http", title: "GEMS server" },
              { id: "openai-images", title: "OpenAI-compatible" },
            ]}
          />
        )}
      </Field>
      {kind === "flatland" ? null : (
        <>
          <ServerFields
            key={kind}
            draft={draft}
            read={read}
            needsModel={kind === "openai-images"}
            urlExample={kind === "gems-http" ? "http://localhost:8000" : "http://localhost:8000/v1"}
            modelExample="gpt-image-1"
            onChange={setDraft}
            onLeave={() => keep(read.config)}
          />
          <KeyField slot="generator" safe={safe} />
          <ConnectionTest
            key={JSON.stringify(read.config)}
            request={read.config === null ? null : { target: "generator", config: read.config }}
          />
        </>
      )}
    </Section>
  );
}
