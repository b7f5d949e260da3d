import { useMutation } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import type { Input } from "../../../shared/ipc/contract";
import { ask, payloadOf } from "../../app/ipc";
import { formatDuration } from "../../app/runs/clock";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { reportOf } from "../../components/ErrorCard";

/** Asks the server once and tells what came back. */
export function ConnectionTest({ request }: { request: Input<"connections:test"> | null }) {
  const test = useMutation({
    mutationFn: (input: Input<"connections:test">) => ask("connections:test", input),
  });
  const report = test.data;
  const failure = test.error === null ? (report?.error ?? null) : payloadOf(test.error);
  return (
    <div className="flex items-start justify-between gap-6 py-3">
      <div role="status" className="min-w-0 flex-1 pt-1.5 text-base">
        {test.isPending ? (
          <span className="text-mute">Asking the server…</span>
        ) : failure !== null ? (
          <div className="flex gap-2.5">
            <TriangleAlert size={15} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
            <div className="min-w-0">
              <p className="selectable break-words">{failure.message}</p>
              <p className="selectable mt-0.5 break-words text-mute">{failure.remedy}</p>
              <div className="mt-1 -ml-2.5">
                <CopyButton
                  text={reportOf("Connection test", failure)}
                  label="Copy error details"
                  words="Copy details"
                />
              </div>
            </div>
          </div>
        ) : report === undefined ? (
          <span className="text-mute">Not tested since it was opened.</span>
        ) : (
          <span className="flex items-start gap-2">
            <CircleCheck size={15} className="mt-0.5 shrink-0 text-pass" aria-hidden="true" />
            <span className="selectable tabular break-words">
              It answers in {formatDuration(report.ms)}. <span className="text-mute">{report.detail}</span>
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
        Test connection
      </Button>
    </div>
  );
}
