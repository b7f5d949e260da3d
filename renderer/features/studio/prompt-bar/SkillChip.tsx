import { useSkills } from "../../../app/query";
import { Chip } from "./Chip";
import { Choice } from "./Choice";
import { changeDraft, type SkillChoice, useDraft } from "./draft";
import { skillLabel } from "./labels";

const FORCE = "force:";

function idOf(choice: SkillChoice): string {
  return choice.mode === "force" ? `${FORCE}${choice.name}` : choice.mode;
}

function choiceOf(id: string): SkillChoice {
  if (id.startsWith(FORCE)) return { mode: "force", name: id.slice(FORCE.length) };
  return id === "none" ? { mode: "none" } : { mode: "auto" };
}

/** Lets the planner choose a skill, forbids it, or names one. */
export function SkillChip() {
  const skill = useDraft((draft) => draft.skill);
  const skills = useSkills().data;
  const usable = (skills ?? []).filter((entry) => entry.valid && entry.enabled);
  return (
    <Chip name="Skill" value={skillLabel(skill, skills)} changed={skill.mode !== "auto"} wide>
      {() => (
        <Choice
          label="Skill"
          value={idOf(skill)}
          onChange={(id) => changeDraft({ skill: choiceOf(id) })}
          options={[
            { id: "auto", title: "Auto", detail: "The planner takes the one that fits, or none." },
            { id: "none", title: "None", detail: "Your words go to the engine as they are." },
            ...usable.map((entry) => ({
              id: `${FORCE}${entry.manifest.name}`,
              title: `Always ${entry.manifest.title}`,
              detail: entry.manifest.description,
            })),
          ]}
        />
      )}
    </Chip>
  );
}
