import { FastForward, StepForward } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Pace } from "../../../../shared/run/settings";
import { Segmented } from "../../../components/Segmented";

/** Whether prompts are drawn as they come, or each waits for the designer's word. */
export function PaceChoice({ value, onChange }: { value: Pace; onChange: (pace: Pace) => void }) {
  const { t } = useTranslation("studio");
  return (
    <Segmented
      label={t("pace.label")}
      value={value}
      onChange={onChange}
      className="w-full"
      options={[
        { id: "flow", title: t("pace.flow"), icon: <FastForward size={12} /> },
        { id: "step", title: t("pace.step"), icon: <StepForward size={12} /> },
      ]}
    />
  );
}
