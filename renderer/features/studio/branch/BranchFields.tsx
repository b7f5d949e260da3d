import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { GeneratorConfig } from "../../../../shared/backends";
import { MAX_CANDIDATES, MAX_PROMPT, MAX_ROUNDS, MAX_SEED } from "../../../../shared/run/settings";
import { useSettings, useSkills } from "../../../app/query";
import { NumberStepper } from "../../../components/NumberStepper";
import { Segmented } from "../../../components/Segmented";
import { Select } from "../../../components/Select";
import { Switch } from "../../../components/Switch";
import { recall } from "../../settings/connections";
import { generatorLabel, skillLabel } from "../prompt-bar/labels";
import { choiceOfId, idOfChoice } from "../prompt-bar/skill-choice";
import type { BranchForm } from "./branch-form";

interface FieldsProps {
  readonly form: BranchForm;
  readonly onChange: (change: Partial<BranchForm>) => void;
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly end?: ReactNode;
  readonly disabled?: boolean;
  readonly onChange: (text: string) => void;
}

function Words({ label, value, rows, end, disabled = false, onChange }: WordsProps) {
  const id = useId();
  return (
    <div>
      <div className="mb-1.5 flex min-h-7 items-center justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {end}
      </div>
      <textarea
        id={id}
        rows={rows}
        maxLength={MAX_PROMPT}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        className="block w-full resize-none rounded-lg border border-line-strong bg-bg px-3 py-2 text-md outline-none focus:border-accent focus-visible:outline-none disabled:opacity-50"
      />
    </div>
  );
}

/** The wish, and the words of the first image or leave to the skill to write them. */
export function WordFields({ form, onChange }: FieldsProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      <Words label={t("branch.wish")} value={form.wish} rows={2} onChange={(wish) => onChange({ wish })} />
      <Words
        label={t("branch.words")}
        value={form.draw === "words" ? form.words : ""}
        rows={3}
        disabled={form.draw === "skill"}
        onChange={(words) => onChange({ words })}
        end={
          <Segmented
            label={t("branch.draw")}
            value={form.draw}
            onChange={(draw) => onChange({ draw })}
            options={[
              { id: "words", title: t("branch.drawWords") },
              { id: "skill", title: t("branch.drawSkill") },
            ]}
          />
        }
      />
    </>
  );
}

function Row({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4">
      <span className="min-w-0">
        <span className="block text-base">{title}</span>
        {help === undefined ? null : <span className="block text-sm text-mute">{help}</span>}
      </span>
      <span className="flex shrink-0 items-center gap-2">{children}</span>
    </div>
  );
}

/** The engines there are to choose from: the bundled one, the studio's choice of the moment, servers set up before. */
function useGenerators(form: BranchForm): readonly GeneratorConfig[] {
  const current = useSettings().data?.generator;
  const all: GeneratorConfig[] = [
    { kind: "flatland" },
    form.generator,
    ...(current === undefined ? [] : [current]),
    ...Object.values(recall().generators),
  ];
  const keys = all.map((one) => JSON.stringify(one));
  return all.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

/** What the branch is drawn with. */
export function ChoiceFields({ form, onChange }: FieldsProps) {
  const { t } = useTranslation("studio");
  const skills = useSkills().data;
  const generators = useGenerators(form);
  const usable = (skills ?? []).filter((entry) => entry.valid && entry.enabled && entry.consent === "given");
  const choices = [
    { id: "auto", title: t("bar.auto") },
    { id: "none", title: t("bar.none") },
    ...usable.map(({ manifest: { name, title } }) => ({ id: idOfChoice({ mode: "force", name }), title })),
  ];
  const chosen = idOfChoice(form.skill);
  const known = choices.some((choice) => choice.id === chosen);
  return (
    <div className="flex flex-col gap-1.5">
      <Row title={t("branch.seed")}>
        <Segmented
          label={t("branch.seed")}
          value={form.seed}
          onChange={(seed) => onChange({ seed })}
          options={[
            { id: "same", title: t("branch.same") },
            { id: "random", title: t("branch.random") },
            { id: "own", title: t("branch.number") },
          ]}
        />
        {form.seed === "own" ? (
          <NumberStepper
            label={t("branch.seedNumber")}
            value={form.ownSeed}
            min={0}
            max={MAX_SEED}
            width="w-24"
            onChange={(ownSeed) => onChange({ ownSeed })}
          />
        ) : null}
      </Row>
      <Row title={t("skill.title")}>
        <Select
          label={t("skill.title")}
          value={chosen}
          onChange={(id) => onChange({ skill: choiceOfId(id) })}
          options={known ? choices : [...choices, { id: chosen, title: skillLabel(form.skill, skills) }]}
          className="w-56"
        />
      </Row>
      <Row title={t("bar.engine")}>
        <Select
          label={t("bar.engine")}
          value={JSON.stringify(form.generator)}
          onChange={(id) => {
            const found = generators.find((one) => JSON.stringify(one) === id);
            if (found !== undefined) onChange({ generator: found });
          }}
          options={generators.map((one) => ({ id: JSON.stringify(one), title: generatorLabel(one) }))}
          className="w-56"
        />
      </Row>
      <Row title={t("bar.rounds")}>
        <NumberStepper
          label={t("branch.rounds")}
          value={form.rounds}
          min={1}
          max={MAX_ROUNDS}
          onChange={(rounds) => onChange({ rounds })}
        />
      </Row>
      <Row title={t("candidates.label")}>
        <NumberStepper
          label={t("branch.candidates")}
          value={form.candidates}
          min={1}
          max={MAX_CANDIDATES}
          onChange={(candidates) => onChange({ candidates })}
        />
      </Row>
      <Row title={t("branch.keepCriteria")}>
        <Switch
          label={t("branch.keepCriteria")}
          checked={form.keepCriteria}
          onChange={(keepCriteria) => onChange({ keepCriteria })}
        />
      </Row>
      <Row title={t("branch.keepMemory")} help={t("branch.keepMemoryHelp")}>
        <Switch
          label={t("branch.keepMemory")}
          checked={form.keepMemory}
          onChange={(keepMemory) => onChange({ keepMemory })}
        />
      </Row>
    </div>
  );
}
