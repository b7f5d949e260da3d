import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../../../shared/errors";
import type { Preflight } from "../../../../shared/skills";
import { payloadOf } from "../../../app/ipc";
import { useSkills } from "../../../app/query";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { Dialog } from "../../../components/Dialog";
import { ErrorCard } from "../../../components/ErrorCard";
import { Switch } from "../../../components/Switch";
import { type Choice, firstChoice, nameFaults, takenNames } from "./choices";
import { dismissPreflight, installChosen } from "./flow";
import { PackDetail } from "./PackDetail";
import { PackList } from "./PackList";
import { RefusedList } from "./RefusedList";

/** What the designer has said about each pack so far, and what is wrong with it. */
function useChoices(found: Preflight) {
  const shelf = useSkills().data;
  const taken = useMemo(() => takenNames(shelf ?? []), [shelf]);
  const [said, setSaid] = useState<Readonly<Record<number, Choice>>>({});
  const choices = found.packs.map((pack, index) => said[index] ?? firstChoice(pack, taken));
  return {
    choices,
    faults: nameFaults(found.packs, choices, taken),
    change: (index: number, choice: Choice) => setSaid((before) => ({ ...before, [index]: choice })),
  };
}

/** Shows what would come in before anything does, and asks how. */
export function PreflightDialog({ found }: { found: Preflight }) {
  const { t } = useTranslation("skills");
  const { choices, faults, change } = useChoices(found);
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      found.packs.findIndex((one) => one.valid),
    ),
  );
  const [enable, setEnable] = useState(true);
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<ErrorPayload | null>(null);
  const pack = found.packs[shown];
  const choice = choices[shown];
  const count = choices.filter((one) => one.taken).length;
  const ready = !working && count > 0 && faults.every((fault) => fault === null);

  const install = async () => {
    if (!ready) return;
    setWorking(true);
    setError(null);
    try {
      await installChosen(found, choices, enable);
    } catch (failure) {
      setError(payloadOf(failure));
      setWorking(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void install();
  };
  const close = () => void dismissPreflight();
  const title =
    found.packs.length === 0 ? t("preflight.nothing") : t("preflight.title", { count: found.packs.length });
  return (
    <Dialog title={title} onClose={close} className={found.packs.length === 0 ? "w-[40rem]" : "w-[64rem]"}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter works from every part of the dialog */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
        <div className={cx("flex min-h-0", found.packs.length > 0 && "h-[36rem]")}>
          {found.packs.length === 0 ? null : (
            <PackList
              packs={found.packs}
              choices={choices}
              faults={faults}
              refused={found.refused}
              shown={shown}
              onShow={setShown}
              onChange={change}
            />
          )}
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            {error === null ? null : (
              <ErrorCard title={t("preflight.failed")} error={error} className="m-5 mb-0" />
            )}
            {pack === undefined || choice === undefined ? (
              <div className="overflow-y-auto p-5">
                <RefusedList refused={found.refused} />
              </div>
            ) : (
              <PackDetail
                key={shown}
                pack={pack}
                choice={choice}
                fault={faults[shown] ?? null}
                onChange={(next) => change(shown, next)}
              />
            )}
          </div>
        </div>
        <footer className="flex items-center justify-between gap-4 border-t border-line px-5 py-3">
          {found.packs.length === 0 ? (
            <span />
          ) : (
            <span className="flex min-w-0 items-center gap-2.5 text-base">
              <Switch label={t("preflight.enable")} checked={enable} onChange={setEnable} />
              <span className="min-w-0">
                <span className="block">{t("preflight.enable")}</span>
                <span className="block text-sm text-mute">
                  {t(enable ? "preflight.enableOn" : "preflight.enableOff")}
                </span>
              </span>
            </span>
          )}
          <span className="flex gap-2">
            <Button onClick={close}>
              {t(found.packs.length === 0 ? "preflight.close" : "preflight.cancel")}
            </Button>
            {found.packs.length === 0 ? null : (
              <Button variant="primary" disabled={!ready} keys="Mod+Enter" onClick={() => void install()}>
                {working ? t("preflight.working") : t("preflight.install", { count })}
              </Button>
            )}
          </span>
        </footer>
      </div>
    </Dialog>
  );
}
