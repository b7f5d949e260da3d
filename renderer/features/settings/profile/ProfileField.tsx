import { useMutation } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RolesConfig } from "../../../../shared/backends";
import { nameOfFolder } from "../../../../shared/folders";
import type { ConnectionReport } from "../../../../shared/ipc/domains/studio";
import { ask, payloadOf } from "../../../app/ipc";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Select } from "../../../components/Select";
import { formatDuration } from "../../../i18n/format";
import { recall } from "../connections";
import { castOf, type Minds, mindsOf, type Preset, presetOf, presets, remoteOf } from "./profiles";

interface ProfileFieldProps {
  readonly minds: Minds;
  readonly onChange: (minds: Minds) => void;
}

/** The named mixes, and a test of everybody who takes part. */
export function ProfileField({ minds, onChange }: ProfileFieldProps) {
  const { t } = useTranslation("settings");
  const [wanting, setWanting] = useState(false);
  const preset = presetOf(minds);
  const choose = (next: Preset | "own") => {
    if (next === "own") return;
    const remote = remoteOf(minds, Object.values(recall().roles));
    setWanting(remote === null && next !== "local");
    if (remote !== null || next === "local") onChange(mindsOf(next, remote ?? { kind: "local" }));
  };
  const options = [
    ...presets.map((id) => ({ id, title: t(`profile.presets.${id}`) })),
    ...(preset === null ? [{ id: "own" as const, title: t("profile.presets.own") }] : []),
  ];
  return (
    <>
      <Field
        label={t("profile.label")}
        help={
          wanting ? (
            <span role="alert" className="text-unsure-text">
              {t("profile.noRemote")}
            </span>
          ) : (
            t(`profile.about.${preset ?? "own"}`)
          )
        }
      >
        {(id) => (
          <Select<Preset | "own">
            id={id}
            label={t("profile.label")}
            value={preset ?? "own"}
            onChange={choose}
            options={options}
            className="w-80"
          />
        )}
      </Field>
      <ProfileTest key={JSON.stringify(minds)} minds={minds} />
    </>
  );
}

function nameOf(config: RolesConfig, local: string): string {
  if (config.kind === "local") return local;
  if (config.kind === "vision-language") return nameOfFolder(config.folder);
  return `${config.model}, ${new URL(config.baseUrl).host}`;
}

async function testMind(config: RolesConfig): Promise<ConnectionReport> {
  try {
    return await ask("connections:test", { target: "roles", config });
  } catch (thrown) {
    const error = payloadOf(thrown);
    return { ok: false, ms: 0, detail: error.message, error };
  }
}

/** Asks everybody of the mix once. */
function ProfileTest({ minds }: { minds: Minds }) {
  const { t } = useTranslation("settings");
  const cast = castOf(minds);
  const test = useMutation({ mutationFn: () => Promise.all(cast.map(({ config }) => testMind(config))) });
  return (
    <div className="flex items-start justify-between gap-6 py-3" data-setting="">
      <ul aria-label={t("profile.cast")} className="flex min-w-0 flex-1 flex-col gap-1.5 pt-1">
        {cast.map(({ config, plays }, at) => (
          <li key={JSON.stringify(config)} className="text-base">
            <p className="truncate">
              <span className="font-medium">{nameOf(config, t("roles.kinds.local"))}</span>
              <span className="text-mute">
                {" · "}
                {plays.map((role) => t(`profile.roles.${role}`)).join(", ")}
              </span>
            </p>
            <Report report={test.data?.[at]} />
          </li>
        ))}
      </ul>
      <Button
        disabled={test.isPending}
        icon={test.isPending ? <LoaderCircle size={14} className="animate-spin" /> : undefined}
        onClick={() => test.mutate()}
      >
        {t("profile.test")}
      </Button>
    </div>
  );
}

function Report({ report }: { report: ConnectionReport | undefined }) {
  const { t } = useTranslation("settings");
  if (report === undefined) return null;
  const Icon = report.ok ? CircleCheck : TriangleAlert;
  return (
    <p role="status" className="flex items-start gap-1.5 text-sm text-mute">
      <Icon
        size={13}
        aria-hidden="true"
        className={`mt-0.5 shrink-0 ${report.ok ? "text-pass" : "text-fail"}`}
      />
      <span className="selectable min-w-0 break-words">
        {report.ok
          ? t("test.answers", { time: formatDuration(report.ms) })
          : `${report.detail} ${report.error?.remedy ?? ""}`}
      </span>
    </p>
  );
}
