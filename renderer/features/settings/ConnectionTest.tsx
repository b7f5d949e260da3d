import { useMutation } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Input } from "../../../shared/ipc/contract";
import { ask, payloadOf } from "../../app/ipc";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { reportOf } from "../../components/ErrorCard";
import { ErrorWords } from "../../components/ErrorWords";
import { formatDuration } from "../../i18n/format";

interface ConnectionTestProps {
  readonly request: Input<"connections:test"> | null;
  /** What is tried: somebody who answers, a model that draws, or one that sees. */
  readonly what?: keyof typeof words;
}

const words = {
  server: { asking: "test.asking", done: "test.answers", run: "test.run" },
  model: { asking: "models.test.drawing", done: "models.test.drew", run: "models.test.run" },
  seeing: { asking: "seeing.test.asking", done: "seeing.test.answered", run: "seeing.test.run" },
} as const;

/** Asks the server once, or draws with the model for one step, and tells what came of it. */
export function ConnectionTest({ request, what = "server" }: ConnectionTestProps) {
  const { t } = useTranslation("settings");
  const { asking, done, run } = words[what];
  const test = useMutation({
    mutationFn: (input: Input<"connections:test">) => ask("connections:test", input),
  });
  const report = test.data;
  const failure = test.error === null ? (report?.error ?? null) : payloadOf(test.error);
  return (
    <div className="flex items-start justify-between gap-6 py-3">
      <div role="status" className="min-w-0 flex-1 pt-1.5 text-base">
        {test.isPending ? (
          <span className="text-mute">{t(asking)}</span>
        ) : failure !== null ? (
          <div className="flex gap-2.5">
            <TriangleAlert size={15} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
            <div className="min-w-0">
              <ErrorWords error={failure} />
              <div className="mt-1 -ml-2.5">
                <CopyButton
                  text={reportOf(t("test.title"), failure)}
                  label={t("copyErrorDetails", { ns: "common" })}
                  words={t("copyDetails", { ns: "common" })}
                />
              </div>
            </div>
          </div>
        ) : report === undefined ? (
          <span className="text-mute">{t("test.untested")}</span>
        ) : (
          <span className="flex items-start gap-2">
            <CircleCheck size={15} className="mt-0.5 shrink-0 text-pass" aria-hidden="true" />
            <span className="selectable tabular break-words">
              {t(done, { time: formatDuration(report.ms) })}{" "}
              <span className="text-mute">{report.detail}</span>
            </span>
          </span>
        )}
      </div>
      <Button
        disabled={request === null || test.isPending}
        icon={test.isPending ? <LoaderCircle size={14} className="animate-spin" /> : undefined}
        onClick={() => {
          if (request !== null) test.mutate(request);
        }}
      >
        {t(run)}
      </Button>
    </div>
  );
}
