import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppInfo } from "../../../shared/ipc/domains/studio";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Skeleton } from "../../components/Loading";
import { Licences } from "./Licences";
import { Section } from "./Section";

/** Versions, as a bug report wants them, and whose work the studio stands on. */
export function About({ info }: { info: AppInfo | undefined }) {
  const { t } = useTranslation("settings");
  const [licences, setLicences] = useState(false);
  const facts =
    info === undefined
      ? []
      : ([
          [t("facts.version"), info.version],
          [t("facts.electron"), info.electron],
          [t("facts.system"), info.platform],
        ] as const);
  return (
    <Section id="about" title={t("sections.about")}>
      {info === undefined ? (
        <Skeleton className="my-3 h-16" />
      ) : (
        <div className="flex items-end justify-between gap-6 py-2" data-setting="">
          <dl className="tabular">
            {facts.map(([name, value]) => (
              <div key={name} className="flex gap-4 py-1 text-base">
                <dt className="w-28 shrink-0 text-mute">{name}</dt>
                <dd className="selectable min-w-0 break-all">{value}</dd>
              </div>
            ))}
          </dl>
          <CopyButton
            text={facts.map(([name, value]) => `${name}: ${value}`).join("\n")}
            label={t("facts.copyLabel")}
            words={t("copy", { ns: "common" })}
          />
        </div>
      )}
      <div className="flex items-center justify-between gap-6 py-3" data-setting="">
        <p className="max-w-96 text-sm text-mute">{t("facts.licencesHelp")}</p>
        <Button onClick={() => setLicences(true)}>{t("facts.licences")}</Button>
      </div>
      {licences ? <Licences onClose={() => setLicences(false)} /> : null}
    </Section>
  );
}
