/** How well an image goes with its prompt, by the CLIP of the settings: worked out when its details are looked at. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { IterationState } from "../../../../shared/run/state";
import { ask, payloadOf } from "../../../app/ipc";
import { useSettings } from "../../../app/query";
import { formatDecimals } from "../../../i18n/format";

/** The number in words; null where no CLIP is set, or there is no image. */
export function useSimilarity(
  runId: string,
  iteration: Pick<IterationState, "n" | "image"> | null,
): string | null {
  const { t } = useTranslation("studio");
  const folder = useSettings().data?.similarityFolder ?? null;
  const image = iteration?.image?.ref.hash ?? null;
  const n = iteration?.n ?? 1;
  const question = useQuery({
    queryKey: ["similarity", folder, runId, n, image],
    queryFn: () => ask("seeing:similarity", { runId, iteration: n }),
    enabled: folder !== null && image !== null,
  });
  if (folder === null || image === null) return null;
  if (question.isError) return payloadOf(question.error).message;
  const similarity = question.data?.similarity ?? null;
  return similarity === null ? t("details.comparing") : formatDecimals(similarity, 3);
}
