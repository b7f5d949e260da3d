import type { AppInfo } from "../../../shared/ipc/contract";
import { CopyButton } from "../../components/CopyButton";
import { Skeleton } from "../../components/Loading";
import { Section } from "./Section";

/** Versions and places, as a bug report wants them. */
export function About({ info }: { info: AppInfo | undefined }) {
  if (info === undefined) {
    return (
      <Section title="About">
        <Skeleton className="my-3 h-16" />
      </Section>
    );
  }
  const facts = [
    ["GEMS Studio", info.version],
    ["Electron", info.electron],
    ["System", info.platform],
    ["Data folder", info.dataFolder],
  ] as const;
  return (
    <Section title="About">
      <dl className="tabular py-2">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-6 py-1 text-base">
            <dt className="shrink-0 text-mute">{name}</dt>
            <dd className="selectable min-w-0 text-right break-all">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="-mx-2.5 py-2">
        <CopyButton
          text={facts.map(([name, value]) => `${name}: ${value}`).join("\n")}
          label="Copy versions"
          words="Copy"
        />
      </div>
    </Section>
  );
}
