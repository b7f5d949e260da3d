import { House, LockOpen, ShieldCheck, Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Flow, privacyOf } from "../../../../shared/privacy";
import type { SecretStatus, Settings } from "../../../../shared/settings";
import { useSecrets } from "../../../app/query";
import { notifyUndo } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Loading";
import { formatList } from "../../../i18n/format";
import { Section } from "../Section";
import { KeptKeys } from "./KeptKeys";

interface SectionProps {
  readonly settings: Settings;
  readonly safe: boolean;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What goes where with the settings as they are, and which keys are kept. */
export function PrivacySection({ settings, safe, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  const secrets = useSecrets().data;
  return (
    <Section id="privacy" title={t("sections.privacy")} about={t("privacy.about")}>
      {secrets === undefined ? (
        <Skeleton className="my-3 h-16" />
      ) : (
        <>
          <Summary settings={settings} secrets={secrets} onChange={onChange} />
          <KeptKeys secrets={secrets} safe={safe} />
        </>
      )}
    </Section>
  );
}

interface SummaryProps {
  readonly settings: Settings;
  readonly secrets: SecretStatus;
  readonly onChange: (change: Partial<Settings>) => void;
}

function Summary({ settings, secrets, onChange }: SummaryProps) {
  const { t } = useTranslation("settings");
  const { flows, formerServers } = privacyOf(settings, secrets);
  const forget = (server: string) => {
    const { knownServers } = settings;
    const without = knownServers.filter((one) => one !== server);
    onChange({ knownServers: without });
    notifyUndo(
      t("privacy.forgotten", { server }),
      () => onChange({ knownServers }),
      () => onChange({ knownServers: without }),
    );
  };
  return (
    <>
      <div className="py-3" data-setting="" data-testid="privacy-summary">
        {flows.length === 0 ? (
          <p className="flex items-start gap-2 text-base">
            <ShieldCheck size={15} className="mt-0.5 shrink-0 text-pass" aria-hidden="true" />
            {t("privacy.nothing")}
          </p>
        ) : (
          <ul aria-label={t("privacy.flows")} className="flex flex-col gap-3.5">
            {flows.map((flow) => (
              <FlowItem key={flow.origin} flow={flow} />
            ))}
          </ul>
        )}
        <p className="mt-3 text-sm text-mute">{t("privacy.stays")}</p>
      </div>
      {formerServers.length === 0 ? null : (
        <div className="py-3" data-setting="">
          <h4 className="text-base font-medium">{t("privacy.former")}</h4>
          <p className="mt-0.5 text-sm text-mute">{t("privacy.formerHelp")}</p>
          <ul aria-label={t("privacy.former")} className="mt-1.5">
            {formerServers.map((server) => (
              <li key={server} className="flex items-center justify-between gap-4 py-1 text-base">
                <span className="selectable min-w-0 truncate">{server}</span>
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t("privacy.forgetServer", { server })}
                  onClick={() => forget(server)}
                >
                  {t("privacy.forget")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function FlowItem({ flow }: { flow: Flow }) {
  const { t } = useTranslation("settings");
  const Icon = flow.here ? House : Upload;
  return (
    <li className="flex items-start gap-2.5 text-base">
      <Icon size={15} className="mt-0.5 shrink-0 text-mute" aria-hidden="true" />
      <div className="min-w-0">
        <p className="selectable font-medium break-all">{flow.origin}</p>
        <p className="text-sm">
          {t("privacy.gets", { things: formatList(flow.sends.map((thing) => t(`privacy.things.${thing}`))) })}
        </p>
        <p className="text-sm text-mute">
          {t("privacy.usedBy", {
            players: formatList(flow.players.map((player) => t(`privacy.players.${player}`))),
          })}{" "}
          {t(`privacy.key.${flow.key ?? "none"}`)} {flow.here ? t("privacy.here") : null}
        </p>
        {flow.inClear ? (
          <p role="note" className="flex items-start gap-1.5 text-sm text-unsure-text">
            <LockOpen size={13} className="mt-0.5 shrink-0" aria-hidden="true" />
            {t("privacy.inClear")}
          </p>
        ) : null}
      </div>
    </li>
  );
}
