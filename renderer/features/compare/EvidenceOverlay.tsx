import type { ReactNode } from "react";
import { EvidenceLayer } from "../../components/EvidenceLayer";
import type { Ready } from "./compared";
import type { MatrixRow } from "./matrix";

interface Shown {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What the verifier saw for the question looked at, over one picture. */
export function evidenceFor(
  one: Ready,
  column: number,
  row: MatrixRow | undefined,
): ((shown: Shown) => ReactNode) | undefined {
  const criterion = row?.cells[column]?.criterion ?? null;
  if (criterion === null) return undefined;
  return ({ left, top, width, height }) => (
    <Boxes one={one} criterionId={criterion.id} shown={{ left, top, width, height }} />
  );
}

function Boxes({ one, criterionId, shown }: { one: Ready; criterionId: string; shown: Shown }) {
  const { left, top, width, height } = shown;
  return (
    <div
      data-testid="compare-evidence"
      className="pointer-events-none absolute"
      style={{ left, top, width, height }}
    >
      <EvidenceLayer
        iteration={one.iteration}
        criteria={(one.run.criteria ?? []).filter((criterion) => criterion.id === criterionId)}
        selected={criterionId}
        width={width}
        height={height}
      />
    </div>
  );
}
