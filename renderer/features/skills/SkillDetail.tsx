import { useQuery } from "@tanstack/react-query";
import { CircleAlert, FileText, FolderOpen, Trash2, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { SkillEntry, SkillProblem } from "../../../shared/skills";
import { ask, payloadOf } from "../../app/ipc";
import { keys } from "../../app/query";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Dialog } from "../../components/Dialog";
import { ErrorCard } from "../../components/ErrorCard";
import { Skeleton } from "../../components/Loading";
import { SectionHead } from "../../components/SectionHead";
import { Switch } from "../../components/Switch";
import { revealSkill, setSkillEnabled, uninstallSkill } from "./skill-actions";

function where(problem: SkillProblem): string {
  const file = problem.file ?? (problem.line === undefined ? "" : "SKILL.md");
  return problem.line === undefined ? file : `${file}:${problem.line}`;
}

function Problems({ problems }: { problems: readonly SkillProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label="Problems">
      <SectionHead title="Problems" />
      <ul className="mt-2 flex flex-col gap-1.5">
        {problems.map((problem) => (
          <li
            key={`${problem.message}${where(problem)}`}
            className="flex items-start gap-2.5 rounded-lg border border-line bg-panel px-3 py-2"
          >
            {problem.severity === "error" ? (
              <CircleAlert size={15} className="mt-px shrink-0 text-fail" aria-label="Error" />
            ) : (
              <TriangleAlert size={15} className="mt-px shrink-0 text-unsure" aria-label="Warning" />
            )}
            <p className="selectable min-w-0 flex-1 text-base break-words">{problem.message}</p>
            <span className="tabular shrink-0 font-mono text-xs text-mute">{where(problem)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contents({ name }: { name: string }) {
  const body = useQuery({ queryKey: keys.skill(name), queryFn: () => ask("skills:read", { name }) });
  if (body.error !== null)
    return <ErrorCard title="The skill could not be read" error={payloadOf(body.error)} />;
  if (body.data === undefined) return <Skeleton className="h-64 rounded-xl" />;
  return (
    <>
      <section aria-label="Instructions">
        <SectionHead title="SKILL.md" end={<CopyButton text={body.data.text} label="Copy SKILL.md" />} />
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
          tabIndex={0}
          className="selectable prose-plain mt-2 max-h-[30rem] overflow-y-auto rounded-xl border border-line bg-panel px-4 py-3 font-mono text-sm leading-[1.2rem]"
        >
          {body.data.text}
        </pre>
      </section>
      <section aria-label="Files">
        <SectionHead title="Files" />
        <ul className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1">
          {body.data.files.map((file) => (
            <li key={file} className="selectable flex min-w-0 items-center gap-2 text-sm">
              <FileText size={13} className="shrink-0 text-mute" aria-hidden="true" />
              <span className="truncate font-mono" title={file}>
                {file}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Uninstall({ skill, onClose }: { skill: SkillEntry; onClose: () => void }) {
  const { name, title } = skill.manifest;
  return (
    <Dialog title={`Uninstall ${title}?`} onClose={onClose} className="w-[26rem]">
      <div className="p-5">
        <p className="text-base text-mute">
          Its folder is removed from the studio. Runs that used it keep their record of it.
        </p>
        <div className="mt-5 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              onClose();
              void uninstallSkill(name);
            }}
          >
            Uninstall
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** One pack, opened: what it says, what it holds, what is wrong with it. */
export function SkillDetail({ skill }: { skill: SkillEntry }) {
  const [removing, setRemoving] = useState(false);
  const { name, title, description, license } = skill.manifest;
  const format = skill.format === "gems" ? "GEMS headings" : "Agent Skills";
  const facts = [
    skill.source === "bundled" ? "Bundled" : "Installed by you",
    format,
    ...(license ? [license] : []),
  ];
  return (
    <article aria-label={title} className="mx-auto flex max-w-[50rem] flex-col gap-6 px-7 py-6">
      <header>
        <div className="flex items-start justify-between gap-4">
          <h2 className="min-w-0 text-xl font-semibold break-words">{title}</h2>
          <span className="flex items-center gap-2.5 pt-1.5 text-sm text-mute">
            {!skill.valid ? "Cannot be used" : skill.enabled ? "On" : "Off"}
            <Switch
              label={`Use ${title} in runs`}
              checked={skill.enabled && skill.valid}
              disabled={!skill.valid}
              onChange={(enabled) => void setSkillEnabled(name, enabled)}
            />
          </span>
        </div>
        <p className="selectable mt-1.5 max-w-[42rem] text-md break-words text-mute">{description}</p>
        <p className="mt-2.5 text-sm text-mute">
          {facts.join(" · ")}
          {skill.hasLocalRules ? " · works without a language model" : ""}
        </p>
        <div className="mt-3 flex gap-2">
          <Button size="sm" icon={<FolderOpen size={13} />} onClick={() => void revealSkill(name)}>
            Show folder
          </Button>
          {skill.source === "user" ? (
            <Button size="sm" variant="danger" icon={<Trash2 size={13} />} onClick={() => setRemoving(true)}>
              Uninstall
            </Button>
          ) : null}
        </div>
      </header>
      <Problems problems={skill.problems} />
      <Contents name={name} />
      <section aria-label="Fingerprint">
        <SectionHead title="Fingerprint" end={<CopyButton text={skill.hash} label="Copy fingerprint" />} />
        <p className="selectable mt-1.5 font-mono text-xs break-all text-mute">{skill.hash}</p>
      </section>
      {removing ? <Uninstall skill={skill} onClose={() => setRemoving(false)} /> : null}
    </article>
  );
}
