/** Searching the settings: what does not match is hidden, card by card and row by row. */

/** Lower case and without accents, so that "espanol" finds "Español". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** True when every word of the query is in the text. */
export function holds(text: string, query: string): boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const where = plain(text);
  return words.every((word) => where.includes(word));
}

/**
 * Hides the sections and rows that do not match; a section whose own title matches stays whole.
 * @returns how many sections are left
 */
export function filterSections(root: HTMLElement, query: string): number {
  const sections = [...root.querySelectorAll<HTMLElement>("[data-section]")];
  for (const section of sections) {
    const whole = holds(section.querySelector("header")?.textContent ?? "", query);
    const rows = [...section.querySelectorAll<HTMLElement>("[data-setting]")];
    const found = rows.filter((row) => whole || holds(row.textContent ?? "", query));
    for (const row of rows) row.hidden = !found.includes(row);
    for (const group of section.querySelectorAll<HTMLElement>("[data-group]"))
      group.hidden = [...group.querySelectorAll<HTMLElement>("[data-setting]")].every((row) => row.hidden);
    section.hidden = !whole && found.length === 0;
  }
  return sections.filter((section) => !section.hidden).length;
}
