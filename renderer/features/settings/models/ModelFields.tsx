import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LocalModelConfig } from "../../../../shared/backends";
import {
  type ModelFacts,
  pictureShapes,
  samplerNames,
  samplersFor,
  sizeFor,
} from "../../../../shared/inference/diffusion";
import { Button } from "../../../components/Button";
import { Field, TextInput } from "../../../components/Field";
import { NumberStepper } from "../../../components/NumberStepper";
import { Select } from "../../../components/Select";
import { sameConfig } from "../server-form";
import { changed, samplerTitle, sidesFor, usualFor } from "./model-form";

interface ModelFieldsProps {
  readonly config: LocalModelConfig;
  readonly facts: ModelFacts;
  readonly onChange: (config: LocalModelConfig) => void;
}

const OWN = "own";

/** How the model draws. */
export function ModelFields({ config, facts, onChange }: ModelFieldsProps) {
  const { t } = useTranslation("settings");
  const change = (part: Parameters<typeof changed>[1]) => onChange(changed(config, part));
  const { side } = facts.report;
  const usual = usualFor(facts);
  return (
    <>
      <Field label={t("models.steps")} help={t("models.stepsHelp")}>
        {(id) => (
          <NumberStepper
            id={id}
            label={t("models.steps")}
            value={config.steps}
            min={1}
            max={200}
            onChange={(steps) => change({ steps: Math.round(steps) })}
          />
        )}
      </Field>
      <Field label={t("models.guidance")} help={t("models.guidanceHelp")}>
        {(id) => (
          <NumberStepper
            id={id}
            label={t("models.guidance")}
            value={config.guidance}
            min={0}
            max={30}
            step={0.5}
            onChange={(guidance) => change({ guidance })}
          />
        )}
      </Field>
      <Field label={t("models.sampler")} help={t("models.samplerHelp")}>
        {(id) => (
          <Select
            id={id}
            label={t("models.sampler")}
            value={config.sampler ?? OWN}
            onChange={(name) => change({ sampler: samplerNames.find((one) => one === name) })}
            options={[
              { id: OWN, title: t("models.ownSampler") },
              ...samplersFor(facts.report.family).map((name) => ({ id: name, title: samplerTitle(name) })),
            ]}
            className="w-56"
          />
        )}
      </Field>
      <Field label={t("models.side")} help={t("models.sideHelp")}>
        {(id) => (
          <Select
            id={id}
            label={t("models.side")}
            value={config.side === undefined || config.side === side ? OWN : String(config.side)}
            onChange={(chosen) => change({ side: chosen === OWN ? undefined : Number(chosen) })}
            options={[
              { id: OWN, title: t("models.ownSide", { side }) },
              ...sidesFor(side, config.side).map((one) => ({ id: String(one), title: `${one} px` })),
            ]}
            className="w-56"
          />
        )}
      </Field>
      <Field label={t("models.shape")} help={t("models.shapeHelp")}>
        {(id) => (
          <Select
            id={id}
            label={t("models.shape")}
            value={config.shape ?? "1:1"}
            onChange={(chosen) => {
              const shape = pictureShapes.find((one) => one === chosen);
              change({ shape: shape === "1:1" ? undefined : shape });
            }}
            options={pictureShapes.map((shape) => {
              const { width, height } = sizeFor(facts.report, config.side ?? side, shape);
              return { id: shape, title: t("models.shapeTitle", { shape, width, height }) };
            })}
            className="w-56"
          />
        )}
      </Field>
      <NegativePrompt
        value={config.negativePrompt ?? ""}
        onChange={(text) => change({ negativePrompt: text === "" ? undefined : text })}
      />
      {sameConfig(usual, config) ? null : (
        <div data-setting="" className="flex justify-end py-2.5">
          <Button size="sm" variant="ghost" onClick={() => onChange(usual)}>
            {t("models.usual")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Counts when it is left or Enter is pressed. */
function NegativePrompt({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("settings");
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const text = (typed ?? value).trim();
    if (text !== value) onChange(text);
    setTyped(null);
  };
  return (
    <Field label={t("models.negative")} help={t("models.negativeHelp")}>
      {(id, helpId) => (
        <TextInput
          id={id}
          aria-describedby={helpId}
          className="w-80"
          maxLength={2_000}
          value={typed ?? value}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") setTyped(null);
          }}
        />
      )}
    </Field>
  );
}
