import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { ErrorCard } from "../../components/ErrorCard";
import { t as say } from "../../i18n";
import { ask } from "../ipc";
import { keys, queryClient, useEngine } from "../query";
import { notifyError } from "../toasts";

/** Starts the inference process again; the answer replaces the cached status. */
export async function restartEngine(): Promise<void> {
  try {
    queryClient.setQueryData(keys.engine, await ask("engine:restart"));
  } catch (error) {
    notifyError(say("app:engine.doing"), error, () => void restartEngine());
  }
}

/** Speaks up only when the engine is down and will not come back by itself. */
export function EngineNotice() {
  const { t } = useTranslation("app");
  const { data } = useEngine();
  const [hidden, setHidden] = useState<number | null>(null);
  if (data?.state !== "failed" || data.error === null || hidden === data.restarts) return null;
  return (
    <div className="fixed right-4 bottom-[8.5rem] z-30 w-[28rem] animate-arrive">
      <ErrorCard
        title={t("engine.stopped")}
        error={data.error}
        action={
          <>
            <Button
              size="sm"
              variant="primary"
              icon={<RotateCcw size={13} />}
              onClick={() => void restartEngine()}
            >
              {t("engine.restart")}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setHidden(data.restarts)}>
              {t("engine.later")}
            </Button>
          </>
        }
      />
    </div>
  );
}
