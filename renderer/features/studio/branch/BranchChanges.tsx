import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSkills } from "../../../app/query";
import { DiffText } from "../../../components/DiffText";
import { SectionHead } from "../../../components/SectionHead";
import { generatorLabel, skillLabel } from "../prompt-bar/labels";
import { type BranchForm, changesOfBranch, type Parent } from "./branch-form";

function Words({ title, before, after }: { title: string; before: string; after: string }) {
  return (
    <section aria-label={title}>
      <h4 className="text-sm text-mute">{title}</h4>
      <div className="mt-1 max-h-36 overflow-y-auto rounded-lg border border-line bg-raised px-3 py-2">
        <DiffText before={before} after={after} />
      </div>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 py-[3px]">
      <dt className="shrink-0 text-sm text-mute">{name}</dt>
      <dd className="min-w-0 text-right text-sm break-words">{children}</dd>
    </div>
  );
}

/** "7 → 12" */
const arrow = (before: string, after: string) => `${before} → ${after}`;

/** Beside the form: what will be different from the parent, and only that. */
export function BranchChanges({ form, parent }: { form: BranchForm; parent: Parent }) {
  const { t } = useTranslation("studio");
  const skills = useSkills().data;
  const changed = changesOfBranch(form, parent);
  const { seed } = parent.iteration.parameters;
  const nextSeed = form.seed === "random" ? t("branch.random") : String(form.ownSeed);
  const facts = [
    ...(changed.seed ? [{ name: t("branch.seed"), text: arrow(String(seed), nextSeed) }] : []),
    ...(changed.skill
      ? [
          {
            name: t("skill.title"),
            text: arrow(skillLabel(parent.skill, skills), skillLabel(form.skill, skills)),
          },
        ]
      : []),
    ...(changed.generator
      ? [
          {
            name: t("bar.engine"),
            text: arrow(generatorLabel(parent.generator), generatorLabel(form.generator)),
          },
        ]
      : []),
    ...(changed.candidates
      ? [
          {
            name: t("candidates.label"),
            text: arrow(String(parent.candidates), String(form.candidates)),
          },
        ]
      : []),
    ...(changed.criteria ? [{ name: t("criteria.title"), text: t("branch.writtenAnew") }] : []),
    ...(changed.memory ? [{ name: t("memory.title"), text: t("branch.startsEmpty") }] : []),
  ];
  const none = !Object.values(changed).some(Boolean);
  return (
    <section aria-label={t("branch.changes")} className="flex min-w-0 flex-col gap-3">
      <SectionHead title={t("branch.against", { n: parent.iteration.n })} />
      {none ? <p className="text-sm text-mute">{t("branch.nothing")}</p> : null}
      {changed.wish ? <Words title={t("branch.wish")} before={parent.wish} after={form.wish.trim()} /> : null}
      {changed.words ? (
        <Words title={t("branch.words")} before={parent.iteration.prompt} after={form.words.trim()} />
      ) : null}
      {changed.writtenAnew ? <p className="text-sm text-mute">{t("branch.skillWrites")}</p> : null}
      {facts.length === 0 ? null : (
        <dl className="tabular rounded-lg border border-line bg-raised px-3 py-1.5">
          {facts.map((fact) => (
            <Row key={fact.name} name={fact.name}>
              {fact.text}
            </Row>
          ))}
        </dl>
      )}
      {changed.wish && form.keepCriteria ? (
        <p className="text-sm text-unsure-text">{t("branch.criteriaOfFormer")}</p>
      ) : null}
    </section>
  );
}
