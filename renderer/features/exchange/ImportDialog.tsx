import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../../shared/errors";
import type { Find } from "../../../shared/ipc/domains/exchange";
import { payloadOf } from "../../app/ipc";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Dialog } from "../../components/Dialog";
import { ErrorCard } from "../../components/ErrorCard";
import { FindDetail } from "./FindDetail";
import { FindList } from "./FindList";
import { dismissFinds, firstPlan, type Plan, showImported, showPacks, takeIn } from "./import-flow";
import { useSubmit } from "./use-submit";

/** What the designer has said about each find so far. */
function usePlans(finds: readonly Find[]) {
  const [said, setSaid] = useState<Readonly<Record<string, Plan>>>({});
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  return {
    planOf: (find: Find) => said[find.token] ?? firstPlan(find),
    isTaken: (find: Find) => !skipped.has(find.token) && usable(find),
    change: (find: Find, plan: Plan) => setSaid((before) => ({ ...before, [find.token]: plan })),
    take: (find: Find, taken: boolean) =>
      setSkipped((before) => {
        const others = [...before].filter((token) => token !== find.token);
        return new Set(taken ? others : [...others, find.token]);
      }),
    usable: finds.filter(usable),
  };
}

function usable(find: Find): boolean {
  return find.kind === "trajectory" || find.kind === "picture";
}

/** True for plans that name something to take in. */
function isComplete(plan: Plan): boolean {
  return plan.mode !== "some" || plan.iterations.length > 0;
}

/** Shows what was dropped before anything is taken in, and asks how. */
export function ImportDialog({ finds }: { finds: readonly Find[] }) {
  const { t } = useTranslation("exchange");
  const plans = usePlans(finds);
  const [token, setToken] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, ErrorPayload>>>({});
  const shown = finds.find((find) => find.token === token) ?? finds[0];
  const chosen = plans.usable.filter(plans.isTaken);
  const ready = !working && chosen.length > 0 && chosen.every((find) => isComplete(plans.planOf(find)));

  const close = () => {
    showPacks(finds);
    void dismissFinds();
  };
  const importAll = async () => {
    if (!ready) return;
    setWorking(true);
    setFaults({});
    const came: Awaited<ReturnType<typeof takeIn>>[] = [];
    const failed: Record<string, ErrorPayload> = {};
    for (const find of chosen) {
      const plan = plans.planOf(find);
      if (plan.mode === "skip") continue;
      try {
        came.push(await takeIn(find, plan));
      } catch (error) {
        failed[find.token] = payloadOf(error);
      }
    }
    setWorking(false);
    await showImported(came);
    const [first] = Object.keys(failed);
    if (first === undefined) {
      close();
      return;
    }
    setFaults(failed);
    setToken(first);
  };
  useSubmit(() => void importAll());
  if (shown === undefined) return null;
  const fault = faults[shown.token];
  return (
    <Dialog
      title={t("import.title", { count: finds.length })}
      onClose={close}
      className={finds.length > 1 ? "w-[60rem]" : "w-[46rem]"}
    >
      <div className="flex min-h-0 flex-1 flex-col">
        {/* Of one height, so that nothing jumps when another find is shown. */}
        <div className={cx("flex min-h-0 flex-1", finds.length > 1 && "min-h-[min(28rem,50vh)]")}>
          {finds.length > 1 ? (
            <FindList
              finds={finds}
              shown={shown.token}
              isTaken={plans.isTaken}
              onShow={setToken}
              onTake={plans.take}
            />
          ) : null}
          <div className="min-h-0 min-w-0 flex-1 overflow-y-auto p-5">
            {fault === undefined ? null : (
              <ErrorCard title={t("import.failed", { name: shown.name })} error={fault} className="mb-4" />
            )}
            <FindDetail
              key={shown.token}
              find={shown}
              plan={plans.planOf(shown)}
              onPlan={(plan) => plans.change(shown, plan)}
            />
          </div>
        </div>
        <footer className="flex items-center justify-between gap-4 border-t border-line px-5 py-3">
          <p className="text-sm text-mute">{t("import.nothingYet")}</p>
          <div className="flex gap-2">
            <Button onClick={close}>{t(plans.usable.length === 0 ? "import.close" : "import.cancel")}</Button>
            {plans.usable.length === 0 ? null : (
              <Button variant="primary" disabled={!ready} keys="Mod+Enter" onClick={() => void importAll()}>
                {working ? t("import.working") : t("import.submit", { count: chosen.length })}
              </Button>
            )}
          </div>
        </footer>
      </div>
    </Dialog>
  );
}
