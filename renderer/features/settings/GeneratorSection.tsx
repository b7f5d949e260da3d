import { useTranslation } from "react-i18next";
import type { GeneratorConfig, GeneratorKind } from "../../../shared/backends";
import type { Settings } from "../../../shared/settings";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { recall, rememberGenerator } from "./connections";
import { LayoutField } from "./LayoutField";
import { ModelEditor } from "./models/ModelEditor";
import { PoolEditor } from "./pool/PoolEditor";
import { Section } from "./Section";
import { ServerEditor } from "./ServerEditor";
import { draftOf, type Read, readImageServer, type ServerDraft } from "./server-form";
import { generatorKinds } from "./server-kinds";
import { useServerForm } from "./use-server-form";

const help = {
  flatland: "generator.flatland",
  "gems-http": "generator.gemsHttp",
  "openai-images": "generator.openaiImages",
  automatic1111: "generator.automatic1111",
  comfyui: "generator.comfyui",
  "google-images": "generator.googleImages",
  pool: "generator.pool",
  diffusion: "generator.diffusion",
} as const satisfies Record<GeneratorKind, string>;

interface SectionProps {
  readonly settings: Settings;
  readonly safe: boolean;
  readonly onChange: (change: Partial<Settings>) => void;
}

const knownGenerator = (kind: GeneratorKind) => recall().generators[kind];

/** What is no server has an editor of its own; here it counts as it was set up last. */
function read(kind: GeneratorKind, draft: ServerDraft): Read<GeneratorConfig> {
  if (kind === "flatland") return { config: knownGenerator(kind) ?? { kind }, faults: {} };
  if (kind === "pool" || kind === "diffusion") return { config: knownGenerator(kind) ?? null, faults: {} };
  return readImageServer(kind, draft);
}

/** What draws the images. */
export function GeneratorSection({ settings, safe, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const keep = (generator: GeneratorConfig) => {
    rememberGenerator(generator);
    onChange({ generator });
  };
  const form = useServerForm<GeneratorKind, GeneratorConfig>({
    config: settings.generator,
    known: knownGenerator,
    draftOf,
    read,
    keep,
  });
  const { kind } = form;
  return (
    <Section id="generator" title={t("sections.generator")} about={t(help[kind])}>
      <Field label={t("generator.label")} help={form.pending ? t("generator.pending") : undefined}>
        {(id) => (
          <Select
            id={id}
            label={t("generator.label")}
            value={kind}
            onChange={form.choose}
            options={generatorKinds.map((one) => ({ id: one, title: t(`generator.kinds.${one}`) }))}
            className="w-80"
          />
        )}
      </Field>
      {kind === "pool" ? (
        <PoolEditor generator={settings.generator} safe={safe} onKeep={keep} />
      ) : kind === "diffusion" ? (
        <ModelEditor settings={settings} onKeep={keep} />
      ) : kind === "flatland" ? (
        <LayoutField
          large={settings.generator.kind === "flatland" && settings.generator.large === true}
          onKeep={keep}
        />
      ) : (
        <ServerEditor
          kind={kind}
          form={form}
          safe={safe}
          request={(config) => ({ target: "generator", config })}
        />
      )}
    </Section>
  );
}
