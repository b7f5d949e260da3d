/** What the main side stores, cached here and dropped when it says so. */
import {
  QueryClient,
  type UseMutationResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { Settings } from "../../shared/settings";
import { t } from "../i18n";
import { ask } from "./ipc";
import { notifyError } from "./toasts";

export const keys = {
  app: ["app"],
  settings: ["settings"],
  secrets: ["secrets"],
  skills: ["skills"],
  skill: (name: string) => ["skills", name],
  runs: ["runs"],
  boards: ["boards"],
  searches: ["searches"],
  memory: ["memory"],
  engine: ["engine"],
  compute: ["compute"],
  shelf: ["shelf"],
  model: (folder: string) => ["models", folder],
  inspect: (prompt: string, generator: string) => ["inspect", generator, prompt],
} as const;

/** Nothing here needs a network: an offline machine asks its own main side just the same. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

export const useAppInfo = () => useQuery({ queryKey: keys.app, queryFn: () => ask("app:info") });
export const useSettings = () => useQuery({ queryKey: keys.settings, queryFn: () => ask("settings:get") });
export const useSkills = () => useQuery({ queryKey: keys.skills, queryFn: () => ask("skills:list") });
export const useSecrets = () => useQuery({ queryKey: keys.secrets, queryFn: () => ask("secrets:status") });
/** Folders come and go without a word: whoever looks is told anew. */
export const useShelf = () =>
  useQuery({ queryKey: keys.shelf, queryFn: () => ask("models:list"), refetchOnMount: "always" });
export const useEngine = () => useQuery({ queryKey: keys.engine, queryFn: () => ask("engine:status") });

/** Changes some settings; the answer replaces what was cached. */
export function useSetSettings(): UseMutationResult<Settings, Error, Partial<Settings>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Settings>) => ask("settings:set", change),
    onSuccess: (settings) => client.setQueryData(keys.settings, settings),
    onError: (error) => notifyError(t("app:saving"), error),
  });
}
