/**
 * Comma-separated values by RFC 4180: quoted fields hold commas, line ends and doubled quotes.
 * @returns one record a row, by the names in the first
 * @throws Error when a quote is never closed
 */
export function readCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = rowsOf(text);
  return rows
    .filter((row) => row.some((cell) => cell !== ""))
    .map((row) => Object.fromEntries(head.map((name, index) => [name.trim(), row[index] ?? ""])));
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], "", false];
  const endRow = () => {
    rows.push([...row, cell]);
    [row, cell] = [[], ""];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === ",") {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r" || text.charAt(at + 1) !== "\n") cell += letter;
  }
  if (quoted) throw new Error("A quoted field is never closed.");
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

/** Values as one line of comma-separated values. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return values
    .map((value) => {
      const text = value === null ? "" : String(value);
      return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
    })
    .join(",");
}
