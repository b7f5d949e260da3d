import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { say } from "../../../app/announce";
import { ask } from "../../../app/ipc";
import { queryClient } from "../../../app/query";
import { notifyError } from "../../../app/toasts";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import type { FolderWords } from "./use-folder";

interface UnloadFieldProps {
  readonly words: FolderWords;
  readonly name: string;
  readonly inMemory: boolean;
}

/** Gives a model's memory back; there is nothing to press while it is not loaded. */
export function UnloadField({ words, name, inMemory }: UnloadFieldProps) {
  const { t } = useTranslation("settings");
  const unload = useMutation({
    mutationFn: () => ask(`${words}:unload`),
    onSuccess: async () => {
      say(t(`${words}.unloaded`, { name }));
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
    onError: (error) => notifyError(t(`${words}.unloading`), error),
  });
  return (
    <Field label={t(`${words}.unload`)} help={t(`${words}.unloadHelp`)}>
      {(id, helpId) => (
        <Button
          id={id}
          aria-describedby={helpId}
          disabled={!inMemory || unload.isPending}
          onClick={() => unload.mutate()}
        >
          {t(`${words}.unload`)}
        </Button>
      )}
    </Field>
  );
}
