/** Names of things in a drawing: short, readable, unique. */

/** A kind as an id says it: "hot dog" is "hot-dog". */
export const slug = (kind: string) => kind.replaceAll(" ", "-");

/** The id of the `nth` object of a kind: "hot-dog-1-red". */
export const objectId = (kind: string, nth: number, finish: string | null) =>
  [slug(kind), nth, finish].filter((part) => part !== null).join("-");
