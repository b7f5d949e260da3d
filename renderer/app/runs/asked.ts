/** A run's words for lists: as they were typed, and behind an arrow what came of a question about them. */
export function askedWords({
  prompt,
  wish,
}: {
  readonly prompt: string;
  readonly wish?: string | undefined;
}): string {
  return wish === undefined ? prompt : `${prompt} → ${wish}`;
}
