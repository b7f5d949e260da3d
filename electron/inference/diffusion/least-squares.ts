/** The numbers that explain what was measured best. */

/** Keeps the answer finite where what is known does not tell two numbers apart. */
const RIDGE = 1e-3;

/**
 * Minimises |known · x - wanted|² + ridge · |x|² by the normal equations and Gaussian elimination.
 * @param known rows of equal length
 * @returns x, as long as a row
 */
export function leastSquares(
  known: readonly (readonly number[])[],
  wanted: readonly number[],
): readonly number[] {
  const size = known[0]?.length ?? 0;
  const rows = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_unused, j) => {
      return known.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), i === j ? RIDGE : 0);
    }),
    known.reduce((sum, row, at) => sum + (row[i] ?? 0) * (wanted[at] ?? 0), 0),
  ]);
  // The matrix is symmetric and positive definite: no row has to change places.
  for (let pivot = 0; pivot < size; pivot += 1) {
    const top = rows[pivot] ?? [];
    for (const [i, row] of rows.entries()) {
      if (i === pivot) continue;
      const share = (row[pivot] ?? 0) / (top[pivot] ?? 1);
      for (let j = pivot; j <= size; j += 1) row[j] = (row[j] ?? 0) - share * (top[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
