import { FileImage, FolderOpen, LayoutGrid, Shapes } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { providerNameSchema, providerTitles } from "../../../../shared/inference/compute";
import { useSettings } from "../../../app/query";
import { revealRun } from "../../../app/runs/actions";
import { iterationOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { type Limit, limitName, limitsOf, limitText } from "../../../app/runs/limits";
import { hasRounds } from "../../../app/runs/rounds";
import { Button } from "../../../components/Button";
import { SectionHead } from "../../../components/SectionHead";
import { t as words } from "../../../i18n";
import { formatBytes, formatDateTime, formatDuration, formatNumber } from "../../../i18n/format";
import { exportContactSheet, exportImage } from "../../exchange/current";
import { useWorked } from "../limits/use-worked";
import { useSimilarity } from "./use-similarity";

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

/** What computed an image, as people write it; another version's word as it is. */
function computedBy(provider: string): string {
  const known = providerNameSchema.safeParse(provider);
  if (!known.success) return provider;
  return known.data === "cpu" ? words("settings:compute.processor") : providerTitles[known.data];
}

const plain = (value: number) => String(value);

/** "1.0 → 0.8" when the parameter changed from the attempt before. */
function changed(before: number | undefined, now: number): string {
  return before === undefined || before === now ? plain(now) : `${before} → ${now}`;
}

function AttemptFacts({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const iteration = iterationOf(run.state, viewed);
  const similarity = useSimilarity(run.id, iteration);
  if (iteration === null) return null;
  const before = run.state.iterations.filter((it) => it.n < iteration.n).at(-1)?.parameters;
  const { image, parameters, strategy, judged, verifyMs } = iteration;
  const facts: Fact[] = [
    ...(image === null ? [] : [{ name: t("details.engine"), value: image.backend }]),
    ...(image?.provider === undefined
      ? []
      : [{ name: t("details.computed"), value: computedBy(image.provider) }]),
    { name: t("details.seed"), value: changed(before?.seed, parameters.seed) },
    { name: t("details.temperature"), value: changed(before?.temperature, parameters.temperature) },
    ...(strategy === "" ? [] : [{ name: t("details.strategy"), value: strategy }]),
    ...(image === null
      ? []
      : [
          {
            name: t("details.size"),
            value: `${image.width} × ${image.height} px, ${formatBytes(image.ref.bytes)}`,
          },
          { name: t("details.drawnIn"), value: formatDuration(image.ms) },
        ]),
    ...(image === null || similarity === null ? [] : [{ name: t("details.similarity"), value: similarity }]),
    ...(judged ? [{ name: t("details.verifiedIn"), value: formatDuration(verifyMs) }] : []),
  ];
  return (
    <section aria-label={t("details.iteration", { n: iteration.n })}>
      <SectionHead title={t("details.iteration", { n: iteration.n })} />
      <Facts facts={facts} />
      {image !== null && image.notes.length > 0 ? (
        <ul aria-label={t("details.notes")} className="mt-2 flex flex-col gap-1 text-sm text-mute">
          {image.notes.map((note) => (
            <li key={note} className="selectable break-words">
              {note}
            </li>
          ))}
        </ul>
      ) : null}
      {image === null ? null : (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" icon={<FileImage size={13} />} onClick={() => exportImage(iteration.n, "png")}>
            {t("details.png")}
          </Button>
          <Button
            size="sm"
            icon={<Shapes size={13} />}
            disabled={image.vector === null}
            onClick={() => exportImage(iteration.n, "svg")}
          >
            {t("details.svg")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Parameters, times and files. */
export function DetailsTab({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const currency = useSettings().data?.prices.currency ?? "";
  const nameOf = (name: Limit["name"]) =>
    name === "money" && currency !== "" ? `${limitName(name)} (${currency})` : limitName(name);
  const { state, folder, damaged } = run;
  const { usage, header, unknownWords } = state;
  const limits = limitsOf(state, useWorked(run) / 1000).filter(
    ({ name, spent, allowed }) => allowed !== null || (spent > 0 && name !== "tokens"),
  );
  const facts: Fact[] = [
    { name: t("details.started"), value: formatDateTime(state.createdAt) },
    ...limits.map(({ name, spent, allowed }) => ({
      name: nameOf(name),
      value:
        allowed === null
          ? limitText(name, spent)
          : t("meter.of", { spent: limitText(name, spent), limit: limitText(name, allowed) }),
    })),
    ...(hasRounds(state) ? [{ name: t("candidates.label"), value: plain(state.candidates) }] : []),
    { name: t("details.generator"), value: header?.settings.generator ?? "–" },
    { name: t("details.roles"), value: header?.settings.roles ?? "–" },
    { name: t("details.calls"), value: plain(usage.calls) },
    ...(usage.calls === 0
      ? []
      : [
          {
            name: t("details.tokens"),
            value: t("details.inOut", {
              in: formatNumber(usage.inputTokens),
              out: formatNumber(usage.outputTokens),
            }),
          },
        ]),
    ...(usage.sentBytes === 0 ? [] : [{ name: t("limits.sent"), value: formatBytes(usage.sentBytes) }]),
    ...(unknownWords.length === 0 ? [] : [{ name: t("details.leftOut"), value: unknownWords.join(", ") }]),
    ...(damaged === 0 ? [] : [{ name: t("details.damaged"), value: plain(damaged) }]),
  ];
  return (
    <div className="flex flex-col gap-5">
      <AttemptFacts run={run} viewed={viewed} />
      <section aria-label={t("details.run")}>
        <SectionHead title={t("details.run")} />
        <Facts facts={facts} />
        <p className="selectable mt-2 font-mono text-xs break-all text-mute">{folder}</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" icon={<FolderOpen size={13} />} onClick={() => void revealRun(run.id)}>
            {t("details.folder")}
          </Button>
          <Button
            size="sm"
            icon={<LayoutGrid size={13} />}
            disabled={!state.iterations.some((it) => it.image !== null)}
            onClick={exportContactSheet}
          >
            {t("details.sheet")}
          </Button>
        </div>
      </section>
    </div>
  );
}
