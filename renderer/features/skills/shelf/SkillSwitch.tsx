import type { SkillEntry } from "../../../../shared/skills";
import { Switch } from "../../../components/Switch";
import { setSkillEnabled } from "../skill-actions";

/** On and off; packs that are invalid or not agreed to cannot be switched on here. */
export function SkillSwitch({ skill, label }: { skill: SkillEntry; label: string }) {
  const usable = skill.valid && skill.consent === "given";
  return (
    <Switch
      label={label}
      checked={skill.enabled && usable}
      disabled={!usable}
      onChange={(enabled) => void setSkillEnabled(skill, enabled)}
    />
  );
}
