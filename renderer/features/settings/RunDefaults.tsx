import { MAX_ROUNDS } from "../../../shared/run/settings";
import type { Settings } from "../../../shared/settings";
import { Field } from "../../components/Field";
import { NumberStepper } from "../../components/NumberStepper";
import { Segmented } from "../../components/Segmented";
import { Switch } from "../../components/Switch";
import { Section } from "./Section";

interface SectionProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What a run takes when the prompt bar says nothing else. */
export function RunDefaults({ settings, onChange }: SectionProps) {
  return (
    <Section title="Runs" about="Where a new run starts from; the prompt bar can change it for one run.">
      <Field label="Rounds" help="Images at most. The run ends sooner when every criterion passes.">
        {(id) => (
          <NumberStepper
            id={id}
            label="Rounds"
            value={settings.rounds}
            min={1}
            max={MAX_ROUNDS}
            onChange={(rounds) => onChange({ rounds })}
          />
        )}
      </Field>
      <Field label="Temperature" help="How freely the engine samples; 1 is the model’s own distribution.">
        {(id) => (
          <NumberStepper
            id={id}
            label="Temperature"
            value={settings.temperature}
            min={0}
            max={2}
            step={0.1}
            onChange={(temperature) => onChange({ temperature })}
          />
        )}
      </Field>
      <Field label="Keep going" help="Draw every round, even after all criteria passed.">
        {(id) => (
          <Switch
            id={id}
            label="Keep going"
            checked={settings.keepGoing}
            onChange={(keepGoing) => onChange({ keepGoing })}
          />
        )}
      </Field>
    </Section>
  );
}

/** How the studio looks. */
export function Appearance({ settings, onChange }: SectionProps) {
  return (
    <Section title="Appearance">
      <Field label="Theme">
        {() => (
          <Segmented
            label="Theme"
            value={settings.theme}
            onChange={(theme) => onChange({ theme })}
            options={[
              { id: "system", title: "System" },
              { id: "dark", title: "Dark" },
              { id: "light", title: "Light" },
            ]}
          />
        )}
      </Field>
    </Section>
  );
}
