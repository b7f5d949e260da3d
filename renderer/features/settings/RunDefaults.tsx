import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Budget, MAX_CANDIDATES, MAX_ROUNDS } from "../../../shared/run/settings";
import type { Settings } from "../../../shared/settings";
import { useSkills } from "../../app/query";
import { Field } from "../../components/Field";
import { NumberStepper } from "../../components/NumberStepper";
import { Segmented } from "../../components/Segmented";
import { Select } from "../../components/Select";
import { Switch } from "../../components/Switch";
import { LimitField } from "./LimitField";
import { Section } from "./Section";

interface SectionProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What a run takes when the prompt bar says nothing else: how it goes, what it may spend, what it may do. */
export function RunDefaults({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  return (
    <Section id="runs" title={t("sections.runs")} about={t("runs.about")}>
      <Course settings={settings} onChange={onChange} />
      <Group title={t("limits.title")}>
        <Limits settings={settings} onChange={onChange} />
      </Group>
      <Group title={t("freedoms.title")}>
        <Freedoms settings={settings} onChange={onChange} />
      </Group>
    </Section>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} data-group="" className="divide-y divide-line">
      <h4 className="pt-4 pb-1.5 text-sm font-semibold text-mute">{title}</h4>
      {children}
    </section>
  );
}

function Course({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  return (
    <>
      <Field label={t("runs.rounds")} help={t("runs.roundsHelp")}>
        {(id) => (
          <NumberStepper
            id={id}
            label={t("runs.rounds")}
            value={settings.rounds}
            min={1}
            max={MAX_ROUNDS}
            onChange={(rounds) => onChange({ rounds })}
          />
        )}
      </Field>
      <Field label={t("runs.candidates")} help={t("runs.candidatesHelp")}>
        {(id) => (
          <NumberStepper
            id={id}
            label={t("runs.candidates")}
            value={settings.candidates}
            min={1}
            max={MAX_CANDIDATES}
            onChange={(candidates) => onChange({ candidates })}
          />
        )}
      </Field>
      <Field label={t("runs.temperature")} help={t("runs.temperatureHelp")}>
        {(id) => (
          <NumberStepper
            id={id}
            label={t("runs.temperature")}
            value={settings.temperature}
            min={0}
            max={2}
            step={0.1}
            onChange={(temperature) => onChange({ temperature })}
          />
        )}
      </Field>
      <Field label={t("runs.pace")} help={t("runs.paceHelp")}>
        {() => (
          <Segmented
            label={t("runs.pace")}
            value={settings.pace}
            onChange={(pace) => onChange({ pace })}
            options={[
              { id: "flow", title: t("runs.flow") },
              { id: "step", title: t("runs.step") },
            ]}
          />
        )}
      </Field>
      <DefaultSkill settings={settings} onChange={onChange} />
      <Choice
        label={t("runs.keepGoing")}
        help={t("runs.keepGoingHelp")}
        checked={settings.keepGoing}
        onChange={(keepGoing) => onChange({ keepGoing })}
      />
    </>
  );
}

/** More than anybody spends in one run; the field has to end somewhere. */
const MOST_TOKENS = 1_000_000_000;

function Limits({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const { budget, minGain, prices } = settings;
  const spend = (change: Partial<Budget>) => onChange({ budget: { ...budget, ...change } });
  return (
    <>
      <LimitField
        label={t("limits.images")}
        help={t("limits.imagesHelp")}
        value={budget.images}
        least={1}
        most={1_000}
        whole
        onChange={(images) => spend({ images })}
      />
      <LimitField
        label={t("limits.tokens")}
        help={t("limits.tokensHelp")}
        value={budget.tokens}
        least={1}
        most={MOST_TOKENS}
        whole
        onChange={(tokens) => spend({ tokens })}
      />
      <LimitField
        label={t("limits.money")}
        help={t("limits.moneyHelp")}
        value={budget.money}
        least={0.0001}
        most={100_000}
        whole={false}
        unit={prices.currency}
        onChange={(money) => spend({ money })}
      />
      <LimitField
        label={t("limits.minGain")}
        help={t("limits.minGainHelp")}
        value={minGain === null ? null : Math.round(minGain * 100)}
        least={1}
        most={100}
        whole
        unit="%"
        onChange={(percent) => onChange({ minGain: percent === null ? null : percent / 100 })}
      />
    </>
  );
}

function Freedoms({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  return (["repair", "ask", "judgePairs"] as const).map((name) => (
    <Choice
      key={name}
      label={t(`freedoms.${name}`)}
      help={t(`freedoms.${name}Help`)}
      checked={settings[name]}
      onChange={(on) => onChange({ [name]: on })}
    />
  ));
}

interface ChoiceProps {
  readonly label: string;
  readonly help: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Choice({ label, help, checked, onChange }: ChoiceProps) {
  return (
    <Field label={label} help={help}>
      {(id) => <Switch id={id} label={label} checked={checked} onChange={onChange} />}
    </Field>
  );
}

const FORCE = "force:";

/** Skills by name; one that is chosen stays in the list even when it is gone from the shelf. */
function DefaultSkill({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const shelf = useSkills().data ?? [];
  const { skill } = settings;
  const usable = shelf
    .filter((entry) => entry.valid && entry.enabled && entry.consent === "given")
    .map((entry) => entry.manifest);
  const chosen = skill.mode === "force" ? skill.name : null;
  const names = new Map(usable.map((manifest) => [manifest.name, manifest.title] as const));
  if (chosen !== null && !names.has(chosen)) names.set(chosen, chosen);
  const choose = (id: string) => {
    if (id.startsWith(FORCE)) onChange({ skill: { mode: "force", name: id.slice(FORCE.length) } });
    else onChange({ skill: { mode: id === "none" ? "none" : "auto" } });
  };
  return (
    <Field label={t("runs.skill")} help={t("runs.skillHelp")}>
      {(id) => (
        <Select
          id={id}
          label={t("runs.skill")}
          value={chosen === null ? skill.mode : `${FORCE}${chosen}`}
          onChange={choose}
          className="w-56"
          options={[
            { id: "auto", title: t("runs.skillAuto") },
            { id: "none", title: t("runs.skillNone") },
            ...[...names].map(([name, title]) => ({
              id: `${FORCE}${name}`,
              title: t("runs.skillForce", { name: title }),
            })),
          ]}
        />
      )}
    </Field>
  );
}
