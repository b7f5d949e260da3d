import { useMutation } from "@tanstack/react-query";
import { KeyRound, LockOpen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { originOf, travelsInClear } from "../../../shared/servers";
import type { SecretStatus } from "../../../shared/settings";
import { say } from "../../app/announce";
import { ask } from "../../app/ipc";
import { keys, queryClient, useSecrets } from "../../app/query";
import { notifyError } from "../../app/toasts";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Field, TextInput } from "../../components/Field";

export const settleSecrets = (next: SecretStatus): void => {
  queryClient.setQueryData(keys.secrets, next);
};

interface KeyFieldProps {
  /** The server's address as it is typed; the key is for its scheme, host and port. */
  readonly server: string;
  readonly safe: boolean;
}

/** A server's key: written, replaced or forgotten, never shown back. */
export function KeyField({ server, safe }: KeyFieldProps) {
  const origin = originOf(server);
  // Typed for one server, it must not be kept for another.
  return origin === null ? <NoServer /> : <ServerKey key={origin} origin={origin} safe={safe} />;
}

function NoServer() {
  const { t } = useTranslation("settings");
  return (
    <Field label={t("key.label")} help={t("key.addressFirst")}>
      {(id, helpId) => (
        <TextInput id={id} aria-describedby={helpId} type="password" disabled className="w-56" />
      )}
    </Field>
  );
}

function ServerKey({ origin, safe }: { origin: string; safe: boolean }) {
  const { t } = useTranslation("settings");
  const kept = useSecrets().data?.keys.find((one) => one.origin === origin)?.kept;
  const [value, setValue] = useState("");
  const save = useMutation({
    mutationFn: (key: string) => ask("secrets:set", { server: origin, value: key }),
    onSuccess: (next) => {
      settleSecrets(next);
      setValue("");
      say(t("key.told", { server: origin }));
    },
    onError: (error) => notifyError(t("key.keeping"), error),
  });
  const clear = useMutation({
    mutationFn: () => ask("secrets:clear", { server: origin }),
    onSuccess: settleSecrets,
    onError: (error) => notifyError(t("key.forgetting"), error),
  });
  return (
    <Field
      label={t("key.label")}
      help={
        <>
          {t(safe ? "key.safe" : "key.unsafe", { server: origin })}
          {travelsInClear(origin) ? (
            <span role="note" className="mt-1 flex gap-1.5 text-unsure-text">
              <LockOpen size={13} className="mt-0.5 shrink-0" aria-hidden="true" />
              {t("key.inClear")}
            </span>
          ) : null}
        </>
      }
    >
      {(id, helpId) => (
        <>
          <form
            className="flex gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (value.trim() !== "") save.mutate(value.trim());
            }}
          >
            <TextInput
              id={id}
              aria-describedby={helpId}
              type="password"
              autoComplete="off"
              maxLength={4000}
              value={value}
              placeholder={kept === undefined ? "" : "••••••••••••"}
              onChange={(event) => setValue(event.target.value)}
              className="w-56"
            />
            <Button type="submit" disabled={value.trim() === "" || save.isPending}>
              {t(kept === undefined ? "key.keep" : "key.replace")}
            </Button>
          </form>
          <span className="flex max-w-80 min-w-0 items-center gap-2">
            <Badge tone={kept === undefined ? "quiet" : "accent"} shrinks>
              <KeyRound size={11} className="shrink-0" aria-hidden="true" />
              <span className="truncate" title={origin}>
                {kept === undefined ? t("key.none") : t(`key.keptFor.${kept}`, { server: hostOf(origin) })}
              </span>
            </Badge>
            {kept === undefined || kept === "environment" ? null : (
              <Button size="sm" variant="ghost" onClick={() => clear.mutate()}>
                {t("key.forget")}
              </Button>
            )}
          </span>
        </>
      )}
    </Field>
  );
}

const hostOf = (origin: string): string => new URL(origin).host;
