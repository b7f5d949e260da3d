/** Which runs belong together by branching. */

/**
 * All runs that are joined to this one by branching, however far, itself among them; in no order. Runs whose common
 * ancestor is gone still belong together.
 * @param parents the run that each branch was made of
 */
export function familyOf(runId: string, parents: ReadonlyMap<string, string>): string[] {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string) => {
    const known = neighbours.get(a);
    if (known === undefined) neighbours.set(a, [b]);
    else known.push(b);
  };
  for (const [child, parent] of parents) {
    join(child, parent);
    join(parent, child);
  }
  const family = new Set([runId]);
  for (const member of family) for (const other of neighbours.get(member) ?? []) family.add(other);
  return [...family];
}
