import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Input } from "../../../../shared/ipc/contract";
import type { SecretStatus } from "../../../../shared/settings";
import { ask } from "../../../app/ipc";
import { notifyError } from "../../../app/toasts";
import { Badge } from "../../../components/Badge";
import { Button } from "../../../components/Button";
import { settleSecrets } from "../KeyField";

/** All keys there are, by their servers. A key that is taken away is gone: it cannot be shown, so not undone. */
export function KeptKeys({ secrets, safe }: { secrets: SecretStatus; safe: boolean }) {
  const { t } = useTranslation("settings");
  const clear = useMutation({
    mutationFn: (which: Input<"secrets:clear">) => ask("secrets:clear", which),
    onSuccess: settleSecrets,
    onError: (error) => notifyError(t("key.forgetting"), error),
  });
  const { keys, aside } = secrets;
  return (
    <div className="py-3" data-setting="">
      <h4 className="text-base font-medium">{t("keys.title")}</h4>
      <p className="mt-0.5 text-sm text-mute">{t(safe ? "keys.safe" : "keys.unsafe")}</p>
      {keys.length + aside.length === 0 ? (
        <p className="mt-1.5 text-base text-mute">{t("keys.none")}</p>
      ) : (
        <ul aria-label={t("keys.title")} className="mt-1.5">
          {keys.map(({ origin, kept }) => (
            <li key={origin} className="flex items-center gap-3 py-1 text-base">
              <KeyRound size={13} className="shrink-0 text-mute" aria-hidden="true" />
              <span className="selectable min-w-0 flex-1 truncate">{origin}</span>
              <Badge tone="accent">{t(`keys.kept.${kept}`)}</Badge>
              {kept === "environment" ? null : (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t("keys.removeFor", { server: origin })}
                  onClick={() => clear.mutate({ server: origin })}
                >
                  {t("keys.remove")}
                </Button>
              )}
            </li>
          ))}
          {aside.map((slot) => (
            <li key={slot} className="flex items-start gap-3 py-1 text-base">
              <KeyRound size={13} className="mt-1 shrink-0 text-unsure" aria-hidden="true" />
              <span className="min-w-0 flex-1">{t(`keys.aside.${slot}`)}</span>
              <Button
                size="sm"
                variant="ghost"
                aria-label={t(`keys.removeAside.${slot}`)}
                onClick={() => clear.mutate({ aside: slot })}
              >
                {t("keys.remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
