import { Dices, GitBranch, Pin, PinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
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
  const { t } = useTranslation("studio");
  const tab = useUi((ui) => ui.tab);
  const setTab = useUi((ui) => ui.setTab);
  const selection = useSelection(run.id);
  const { state } = run;
  const iteration = iterationOf(state, viewed);
  const pinned = iteration !== null && state.pinned === iteration.n;
  const idle = iteration?.image == null;
  return (
    <aside aria-label={t("inspector.title")} className="flex h-full min-h-0 flex-col bg-panel">
      <Tabs
        label={t("inspector.title")}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: "prompt", title: t("inspector.prompt"), body: <PromptTab state={state} viewed={viewed} /> },
          {
            id: "verdicts",
            title: t("inspector.verdicts"),
            body: <VerdictsTab runId={run.id} state={state} viewed={viewed} selected={selection.criterion} />,
          },
          {
            id: "thought",
            title: t("inspector.thought"),
            body: <ThoughtTab state={state} viewed={viewed} />,
          },
          { id: "details", title: t("inspector.details"), body: <DetailsTab run={run} viewed={viewed} /> },
        ]}
      />
      <div className="@container shrink-0 border-t border-line p-3.5">
        <div className="grid grid-cols-2 gap-2 @max-[270px]:grid-cols-1">
          <Button
            command="iteration.branch"
            aria-label={t("inspector.branchHere")}
            disabled={idle}
            onClick={branchHere}
            icon={<GitBranch size={14} className="text-mute" />}
          >
            {t("inspector.branch")}
          </Button>
          <Button
            command="iteration.pin"
            aria-label={t(pinned ? "inspector.unpin" : "inspector.pin")}
            aria-pressed={pinned}
            disabled={idle}
            onClick={pinViewed}
            icon={
              pinned ? <PinOff size={14} className="text-mute" /> : <Pin size={14} className="text-mute" />
            }
          >
            {t(pinned ? "inspector.unpin" : "inspector.pinShort")}
          </Button>
          <Button
            command="run.again"
            aria-label={t("inspector.again")}
            className="col-span-full"
            onClick={() => void runAgain()}
            icon={<Dices size={14} className="text-mute" />}
          >
            {t("inspector.againShort")}
          </Button>
        </div>
      </div>
    </aside>
  );
}
