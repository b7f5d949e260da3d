/** One thing done to many runs. */
import { asStudioError } from "../../shared/errors";
import type { BulkReport } from "../../shared/ipc/domains/library";

/** Does something to each of many; one that fails does not keep the others from it. */
export async function forEach(
  runIds: readonly string[],
  act: (runId: string) => Promise<unknown>,
): Promise<BulkReport> {
  const report: BulkReport = { done: [], failed: [] };
  for (const runId of runIds) {
    try {
      await act(runId);
      report.done.push(runId);
    } catch (error) {
      report.failed.push({ runId, reason: asStudioError(error).message });
    }
  }
  return report;
}
