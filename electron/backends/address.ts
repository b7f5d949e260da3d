/** Joins a server's base address (with or without a slash at its end) with a path under it. */
export function under(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/${path}`;
}
