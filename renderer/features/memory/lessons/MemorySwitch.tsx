import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useSetSettings, useSettings } from "../../../app/query";
import { Switch } from "../../../components/Switch";

/** Whether new runs are told what earlier ones learnt. */
export function MemorySwitch() {
  const { t } = useTranslation("memory");
  const { data: settings } = useSettings();
  const set = useSetSettings();
  const id = useId();
  if (settings === undefined) return null;
  return (
    <span className="flex shrink-0 items-center gap-2.5">
      <label htmlFor={id} className="text-sm">
        {t("all.use")}
      </label>
      <Switch
        id={id}
        label={t("all.use")}
        checked={settings.memory}
        onChange={(memory) => set.mutate({ memory })}
      />
    </span>
  );
}
