import { FileImage, FolderOpen, LayoutGrid, Shapes } from "lucide-react";
import type { ReactNode } from "react";
import { exportContactSheet, exportImage, revealRun } from "../../../app/runs/actions";
import { formatDuration } from "../../../app/runs/clock";
import { iterationOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { Button } from "../../../components/Button";
import { SectionHead } from "../../../components/SectionHead";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="tabular mt-2 rounded-xl border border-line bg-raised px-3.5 py-2">
      {facts.map((fact) => (
        <div key={fact.name} className="flex justify-between gap-4 py-[3px]">
          <dt className="shrink-0 text-sm text-mute">{fact.name}</dt>
          <dd className="selectable min-w-0 text-right text-sm break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

const plain = (value: number) => String(value);
const bytes = (count: number) =>
  count < 1e6 ? `${Math.round(count / 1e3)} kB` : `${(count / 1e6).toFixed(1)} MB`;

/** "1.0 → 0.8" when the parameter changed from the attempt before. */
function changed(before: number | undefined, now: number): string {
  return before === undefined || before === now ? plain(now) : `${before} → ${now}`;
}

function AttemptFacts({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const iteration = iterationOf(run.state, viewed);
  if (iteration === null) return null;
  const before = run.state.iterations.filter((it) => it.n < iteration.n).at(-1)?.parameters;
  const { image, parameters, strategy, judged, verifyMs } = iteration;
  const facts: Fact[] = [
    ...(image === null ? [] : [{ name: "Engine", value: image.backend }]),
    { name: "Seed", value: changed(before?.seed, parameters.seed) },
    { name: "Temperature", value: changed(before?.temperature, parameters.temperature) },
    ...(strategy === "" ? [] : [{ name: "Strategy", value: strategy }]),
    ...(image === null
      ? []
      : [
          { name: "Size", value: `${image.width} × ${image.height} px, ${bytes(image.ref.bytes)}` },
          { name: "Drawn in", value: formatDuration(image.ms) },
        ]),
    ...(judged ? [{ name: "Verified in", value: formatDuration(verifyMs) }] : []),
  ];
  return (
    <section aria-label={`Iteration ${iteration.n}`}>
      <SectionHead title={`Iteration ${iteration.n}`} />
      <Facts facts={facts} />
      {image !== null && image.notes.length > 0 ? (
        <ul aria-label="Notes" className="mt-2 flex flex-col gap-1 text-sm text-mute">
          {image.notes.map((note) => (
            <li key={note} className="selectable break-words">
              {note}
            </li>
          ))}
        </ul>
      ) : null}
      {image === null ? null : (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            size="sm"
            icon={<FileImage size={13} />}
            onClick={() => void exportImage(iteration.n, "png")}
          >
            Export PNG
          </Button>
          <Button
            size="sm"
            icon={<Shapes size={13} />}
            disabled={image.vector === null}
            onClick={() => void exportImage(iteration.n, "svg")}
          >
            Export SVG
          </Button>
        </div>
      )}
    </section>
  );
}

/** Parameters, times and files. */
export function DetailsTab({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { state, folder, damaged } = run;
  const { usage, header, unknownWords } = state;
  const facts: Fact[] = [
    { name: "Started", value: new Date(state.createdAt).toLocaleString() },
    { name: "Rounds", value: plain(state.rounds) },
    { name: "Generator", value: header?.settings.generator ?? "–" },
    { name: "Roles", value: header?.settings.roles ?? "–" },
    { name: "Model calls", value: plain(usage.calls) },
    ...(usage.calls === 0
      ? []
      : [
          {
            name: "Tokens",
            value: `${usage.inputTokens.toLocaleString()} in, ${usage.outputTokens.toLocaleString()} out`,
          },
        ]),
    ...(unknownWords.length === 0 ? [] : [{ name: "Words left out", value: unknownWords.join(", ") }]),
    ...(damaged === 0 ? [] : [{ name: "Damaged lines", value: plain(damaged) }]),
  ];
  return (
    <div className="flex flex-col gap-5">
      <AttemptFacts run={run} viewed={viewed} />
      <section aria-label="Run">
        <SectionHead title="Run" />
        <Facts facts={facts} />
        <p className="selectable mt-2 font-mono text-xs break-all text-mute">{folder}</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" icon={<FolderOpen size={13} />} onClick={() => void revealRun(run.id)}>
            Show folder
          </Button>
          <Button
            size="sm"
            icon={<LayoutGrid size={13} />}
            disabled={!state.iterations.some((it) => it.image !== null)}
            onClick={() => void exportContactSheet()}
          >
            Contact sheet
          </Button>
        </div>
      </section>
    </div>
  );
}
