import {
  ChevronDown,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleStop,
  Play,
  SkipForward,
} from "lucide-react";
import { Button } from "../../components/Button";
import { Menu, MenuItem } from "../../components/Menu";
import { resumeRun, stopRun } from "../runs/actions";
import { phaseOf, type RunPhase } from "../runs/derive";
import type { RunEntry, StopMode } from "../runs/entry";
import { useUi } from "../ui-store";

const waiting: Record<StopMode, string> = {
  now: "Stopping…",
  "after-this": "Stopping after this…",
  skip: "Skipping…",
};

/** Stop, with its three meanings. Esc opens it from anywhere. */
function StopMenu({ run }: { run: RunEntry }) {
  const open = useUi((state) => state.stopMenu);
  const show = useUi((state) => state.show);
  return (
    <Menu
      label="Stop"
      open={open}
      onOpenChange={(next) => show("stopMenu", next)}
      trigger={
        <Button
          keys={run.stopping === null ? "Esc" : undefined}
          icon={<CircleStop size={15} className="text-mute" />}
        >
          {run.stopping === null ? "Stop" : waiting[run.stopping]}
        </Button>
      }
    >
      <MenuItem
        icon={<CircleStop size={15} />}
        detail="What is finished is kept."
        onSelect={() => void stopRun("now")}
      >
        Stop now
      </MenuItem>
      <MenuItem
        icon={<CirclePause size={15} />}
        detail="Draws and checks this image first."
        onSelect={() => void stopRun("after-this")}
      >
        Stop after this
      </MenuItem>
      <MenuItem
        icon={<SkipForward size={15} />}
        detail="Leaves this image and goes on with the next."
        onSelect={() => void stopRun("skip")}
      >
        Skip this
      </MenuItem>
    </Menu>
  );
}

function MoreRounds() {
  return (
    <Menu
      label="Continue"
      trigger={
        <Button icon={<Play size={13} className="text-mute" />}>
          Continue
          <ChevronDown size={13} className="text-mute" />
        </Button>
      }
    >
      {[1, 3, 5].map((more) => (
        <MenuItem key={more} onSelect={() => void resumeRun(more)}>
          {more === 1 ? "One more round" : `${more} more rounds`}
        </MenuItem>
      ))}
    </Menu>
  );
}

const words: Partial<Record<RunPhase, { text: string; icon: React.ReactNode }>> = {
  finished: { text: "Finished", icon: <CircleCheck size={14} className="text-mute" /> },
  stopped: { text: "Stopped", icon: <CirclePause size={14} className="text-mute" /> },
  interrupted: { text: "Interrupted", icon: <CirclePause size={14} className="text-unsure" /> },
  failed: { text: "Failed", icon: <CircleAlert size={14} className="text-fail" /> },
};

/** How the run stands, and the one thing to do about it: stop, resume or continue. */
export function RunControl({ run }: { run: RunEntry }) {
  const phase = phaseOf(run);
  if (phase === "running") return <StopMenu run={run} />;
  const word = words[phase];
  if (word === undefined) return null;
  return (
    <div className="flex items-center gap-3">
      <span className="flex items-center gap-1.5 text-sm text-mute" data-testid="run-status">
        {word.icon}
        {word.text}
      </span>
      {phase === "finished" ? (
        <MoreRounds />
      ) : (
        <Button
          icon={<Play size={13} className="text-accent" />}
          onClick={() => void resumeRun()}
          keys="Shift+R"
        >
          {phase === "failed" ? "Retry" : "Resume"}
        </Button>
      )}
    </div>
  );
}
