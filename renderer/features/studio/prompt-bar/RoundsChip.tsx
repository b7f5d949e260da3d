import { MAX_ROUNDS } from "../../../../shared/run/settings";
import { useSettings } from "../../../app/query";
import { Button } from "../../../components/Button";
import { NumberStepper } from "../../../components/NumberStepper";
import { Switch } from "../../../components/Switch";
import { Chip } from "./Chip";
import { changeDraft, effective, useDraft } from "./draft";

/** How many images at most, how daring, and whether to go on after all passed. */
export function RoundsChip() {
  const draft = useDraft();
  const settings = useSettings().data;
  const { rounds, temperature, keepGoing } = effective(draft, settings);
  const changed = draft.rounds !== null || draft.temperature !== null || draft.keepGoing !== null;
  return (
    <Chip name="Rounds" value={rounds === 1 ? "1 round" : `${rounds} rounds`} changed={changed}>
      {() => (
        <div className="flex flex-col gap-3">
          <div className="flex items-center justify-between gap-3">
            <span className="text-base">Images at most</span>
            <NumberStepper
              label="Rounds"
              value={rounds}
              min={1}
              max={MAX_ROUNDS}
              onChange={(value) => changeDraft({ rounds: value })}
            />
          </div>
          <div className="flex items-center justify-between gap-3">
            <span className="text-base">Temperature</span>
            <NumberStepper
              label="Temperature"
              value={temperature}
              min={0}
              max={2}
              step={0.1}
              onChange={(value) => changeDraft({ temperature: value })}
            />
          </div>
          <div className="flex items-center justify-between gap-3">
            <span>
              <span className="block text-base">Keep going</span>
              <span className="block text-sm text-mute">Draws every round, even after all passed.</span>
            </span>
            <Switch
              label="Keep going"
              checked={keepGoing}
              onChange={(value) => changeDraft({ keepGoing: value })}
            />
          </div>
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2 self-start"
            disabled={!changed}
            onClick={() => changeDraft({ rounds: null, temperature: null, keepGoing: null })}
          >
            Back to the settings’ values
          </Button>
        </div>
      )}
    </Chip>
  );
}
