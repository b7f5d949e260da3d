import { Dices, GitBranch, Pin, PinOff } from "lucide-react";
import { runAgain } from "../../../app/runs/actions";
import { iterationOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { useUi } from "../../../app/ui-store";
import { Button } from "../../../components/Button";
import { Tabs } from "../../../components/Tabs";
import { useSelection } from "../selection";
import { branchHere, pinViewed } from "../studio-actions";
import { DetailsTab } from "./DetailsTab";
import { PromptTab } from "./PromptTab";
import { ThoughtTab } from "./ThoughtTab";
import { VerdictsTab } from "./VerdictsTab";

/** Right side: all there is to know about the iteration on screen, and what can be done with it. */
export function Inspector({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const tab = useUi((ui) => ui.tab);
  const setTab = useUi((ui) => ui.setTab);
  const selection = useSelection(run.id);
  const { state } = run;
  const iteration = iterationOf(state, viewed);
  const pinned = iteration !== null && state.pinned === iteration.n;
  const idle = iteration?.image == null;
  return (
    <aside aria-label="Inspector" className="flex h-full min-h-0 flex-col bg-panel">
      <Tabs
        label="Inspector"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: "prompt", title: "Prompt", body: <PromptTab state={state} viewed={viewed} /> },
          {
            id: "verdicts",
            title: "Verdicts",
            body: <VerdictsTab runId={run.id} state={state} viewed={viewed} selected={selection.criterion} />,
          },
          { id: "thought", title: "Thought", body: <ThoughtTab state={state} viewed={viewed} /> },
          { id: "details", title: "Details", body: <DetailsTab run={run} viewed={viewed} /> },
        ]}
      />
      <div className="grid shrink-0 grid-cols-2 gap-2 border-t border-line p-3.5">
        <Button
          keys="B"
          aria-label="Branch here"
          disabled={idle}
          onClick={branchHere}
          icon={<GitBranch size={14} className="text-mute" />}
        >
          Branch
        </Button>
        <Button
          keys="P"
          aria-label={pinned ? "Unpin" : "Pin as best"}
          aria-pressed={pinned}
          disabled={idle}
          onClick={pinViewed}
          icon={pinned ? <PinOff size={14} className="text-mute" /> : <Pin size={14} className="text-mute" />}
        >
          {pinned ? "Unpin" : "Pin as best"}
        </Button>
        <Button
          keys="S"
          aria-label="Run again with another seed"
          className="col-span-2"
          onClick={() => void runAgain()}
          icon={<Dices size={14} className="text-mute" />}
        >
          Run again, another seed
        </Button>
      </div>
    </aside>
  );
}
