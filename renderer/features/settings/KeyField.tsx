import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { SecretSlot, SecretStatus } from "../../../shared/settings";
import { ask } from "../../app/ipc";
import { keys, queryClient, useSecrets } from "../../app/query";
import { notifyError } from "../../app/toasts";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Field, TextInput } from "../../components/Field";

const words: Record<SecretStatus[SecretSlot], string> = {
  stored: "Stored, encrypted",
  session: "Kept until you quit",
  none: "No key",
};

/** A server's key: written, replaced or forgotten, never shown back. */
export function KeyField({ slot, safe }: { slot: SecretSlot; safe: boolean }) {
  const status = useSecrets().data?.[slot] ?? "none";
  const [value, setValue] = useState("");
  const settle = (next: SecretStatus) => queryClient.setQueryData(keys.secrets, next);
  const save = useMutation({
    mutationFn: (key: string) => ask("secrets:set", { slot, value: key }),
    onSuccess: (next) => {
      settle(next);
      setValue("");
    },
    onError: (error) => notifyError("keep the key", error),
  });
  const clear = useMutation({
    mutationFn: () => ask("secrets:clear", { slot }),
    onSuccess: settle,
    onError: (error) => notifyError("forget the key", error),
  });
  const help = safe
    ? "Only if the server asks for one. It is encrypted by this system and sent to this server only."
    : "Only if the server asks for one. This system offers no safe place, so it is kept until you quit.";
  return (
    <Field label="Key" help={help}>
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
              placeholder={status === "none" ? "" : "••••••••••••"}
              onChange={(event) => setValue(event.target.value)}
              className="w-56"
            />
            <Button type="submit" disabled={value.trim() === "" || save.isPending}>
              {status === "none" ? "Keep" : "Replace"}
            </Button>
          </form>
          <span className="flex items-center gap-2">
            <Badge tone={status === "none" ? "quiet" : "accent"}>
              <KeyRound size={11} aria-hidden="true" />
              {words[status]}
            </Badge>
            {status === "none" ? null : (
              <Button size="sm" variant="ghost" onClick={() => clear.mutate()}>
                Forget it
              </Button>
            )}
          </span>
        </>
      )}
    </Field>
  );
}
