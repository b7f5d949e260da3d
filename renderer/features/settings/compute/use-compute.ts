/** What this computer can compute with: looked at once, measured on request. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ComputeState, commonSide, providerTitles } from "../../../../shared/inference/compute";
import { say } from "../../../app/announce";
import { ask, payloadOf } from "../../../app/ipc";
import { keys, queryClient } from "../../../app/query";
import { notifyError } from "../../../app/toasts";
import { t } from "../../../i18n";
import { fastestOf } from "./fastest";

const keep = (state: ComputeState) => queryClient.setQueryData(keys.compute, state);

export function useCompute() {
  const looked = useQuery({ queryKey: keys.compute, queryFn: () => ask("compute:look") });
  const measuring = useMutation({
    mutationFn: () => ask("compute:measure"),
    onSuccess: (state) => {
      keep(state);
      const fastest = fastestOf(state) ?? "cpu";
      const name = fastest === "cpu" ? t("settings:compute.processor") : providerTitles[fastest];
      if (commonSide(state.providers.filter(({ standing }) => standing === "works")) !== null) {
        say(t("settings:compute.measured", { name }));
      }
    },
    onError: (error) => {
      if (payloadOf(error).code === "cancelled") say(t("settings:compute.stopped"));
      else notifyError(t("settings:compute.measuring"), error);
    },
  });
  return {
    state: looked.data ?? null,
    error: looked.error,
    again: () => void looked.refetch(),
    measuring: measuring.isPending,
    measure: () => measuring.mutate(),
    stop: () =>
      void ask("compute:stop").catch((error: unknown) => notifyError(t("settings:compute.stop"), error)),
  };
}
