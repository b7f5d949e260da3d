import {
  ChevronDown,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleStop,
  MessageCircleQuestionMark,
  Play,
  SkipForward,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { awaitsAnswer } from "../../../shared/run/state";
import { Button } from "../../components/Button";
import { Menu, MenuItem } from "../../components/Menu";
import { goOn } from "../../features/studio/next/next-actions";
import { resumeRun, stopRun } from "../runs/actions";
import { phaseOf, type RunPhase } from "../runs/derive";
import type { RunEntry, StopMode } from "../runs/entry";
import { useUi } from "../ui-store";

const waiting = {
  now: "control.stopping",
  "after-this": "control.stoppingAfter",
  skip: "control.skipping",
} as const satisfies Record<StopMode, string>;

/** Stop, with its three meanings. Esc opens it from anywhere. */
function StopMenu({ run }: { run: RunEntry }) {
  const { t } = useTranslation("app");
  const open = useUi((state) => state.stopMenu);
  const show = useUi((state) => state.show);
  return (
    <Menu
      label={t("control.stop")}
      open={open}
      onOpenChange={(next) => show("stopMenu", next)}
      trigger={
        <Button
          command={run.stopping === null ? "run.stop" : undefined}
          icon={<CircleStop size={15} className="text-mute" />}
        >
          {t(run.stopping === null ? "control.stop" : waiting[run.stopping])}
        </Button>
      }
    >
      <MenuItem
        icon={<CircleStop size={15} />}
        detail={t("control.stopNowDetail")}
        onSelect={() => void stopRun("now")}
      >
        {t("control.stopNow")}
      </MenuItem>
      <MenuItem
        icon={<CirclePause size={15} />}
        detail={t("control.stopAfterDetail")}
        onSelect={() => void stopRun("after-this")}
      >
        {t("control.stopAfter")}
      </MenuItem>
      <MenuItem
        icon={<SkipForward size={15} />}
        detail={t("control.skipDetail")}
        onSelect={() => void stopRun("skip")}
      >
        {t("control.skip")}
      </MenuItem>
    </Menu>
  );
}

function MoreRounds() {
  const { t } = useTranslation("app");
  return (
    <Menu
      label={t("control.continue")}
      trigger={
        <Button icon={<Play size={13} className="text-mute" />}>
          {t("control.continue")}
          <ChevronDown size={13} className="text-mute" />
        </Button>
      }
    >
      {[1, 3, 5].map((more) => (
        <MenuItem key={more} onSelect={() => void resumeRun(more)}>
          {more === 1 ? t("control.oneMore") : t("control.more", { count: more })}
        </MenuItem>
      ))}
    </Menu>
  );
}

const icons: Partial<Record<RunPhase, React.ReactNode>> = {
  finished: <CircleCheck size={14} className="text-mute" />,
  paused: <CirclePause size={14} className="text-accent" />,
  stopped: <CirclePause size={14} className="text-mute" />,
  interrupted: <CirclePause size={14} className="text-unsure" />,
  failed: <CircleAlert size={14} className="text-fail" />,
};

/** What going on is called, by how the run stands. */
const words = { paused: "control.draw", failed: "control.retry" } as const;

/** The way to the question, from where it is not on screen. */
function Answer() {
  const { t } = useTranslation("studio");
  const view = useUi((ui) => ui.view);
  if (view === "studio") return null;
  return (
    <Button
      icon={<MessageCircleQuestionMark size={14} className="text-accent" />}
      onClick={() => useUi.getState().go("studio")}
    >
      {t("clarify.go")}
    </Button>
  );
}

/** How the run stands, and the one thing to do about it: stop, resume or continue. */
export function RunControl({ run }: { run: RunEntry }) {
  const { t } = useTranslation(["app", "studio"]);
  const phase = phaseOf(run);
  const asking = awaitsAnswer(run.state);
  if (phase === "running") return <StopMenu run={run} />;
  if (phase === "loading" || phase === "missing") return null;
  return (
    <div className="flex items-center gap-3">
      <span
        className="flex items-center gap-1.5 text-sm whitespace-nowrap text-mute"
        data-testid="run-status"
      >
        {icons[phase]}
        {asking ? t("studio:clarify.status") : t(`control.${phase}`)}
      </span>
      {asking ? (
        <Answer />
      ) : phase === "finished" ? (
        <MoreRounds />
      ) : (
        <Button
          icon={<Play size={13} className="text-accent" />}
          onClick={() => void goOn()}
          command="run.resume"
        >
          {t(phase === "paused" || phase === "failed" ? words[phase] : "control.resume")}
        </Button>
      )}
    </div>
  );
}
