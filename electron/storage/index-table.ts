/** Opens the library's table: the database if at all possible, else memory, with the reason. */
import { rm } from "node:fs/promises";
import { StudioError } from "../../shared/errors";
import { MemoryTable } from "./index-memory";
import type { IndexTable } from "./index-row";
import { SqliteTable } from "./index-sqlite";

export interface OpenedTable {
  readonly table: IndexTable;
  readonly mode: "sqlite" | "scan";
  readonly reason: StudioError | null;
}

type Driver = typeof import("libsql");

/** Loads the database's native module; tests pass one that cannot be loaded. */
export type LoadDriver = () => Promise<Driver>;

const loadLibsql: LoadDriver = async () => (await import("libsql")).default;

/** Never throws: a cache that cannot be kept on disk is kept in memory. `fresh` throws the old file away first. */
export async function openTable(
  file: string,
  load: LoadDriver = loadLibsql,
  fresh = false,
): Promise<OpenedTable> {
  let driver: Driver;
  try {
    driver = await load();
  } catch (error) {
    return inMemory("its database module cannot be loaded on this system", error);
  }
  if (!fresh) {
    try {
      return { table: openFile(driver, file), mode: "sqlite", reason: null };
    } catch (error) {
      return beginAnew(driver, file, error);
    }
  }
  return beginAnew(driver, file, null);
}

async function beginAnew(driver: Driver, file: string, damage: unknown): Promise<OpenedTable> {
  try {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) await rm(`${file}${suffix}`, { force: true });
    const table = openFile(driver, file);
    return { table, mode: "sqlite", reason: damage === null ? null : begunAnew(damage) };
  } catch (error) {
    return inMemory("its database file cannot be used", error);
  }
}

function openFile(driver: Driver, file: string): IndexTable {
  const db = new driver(file);
  try {
    return new SqliteTable(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function inMemory(why: string, cause: unknown): OpenedTable {
  const reason = new StudioError(
    "storage",
    `The library is kept in memory, because ${why}: ${messageOf(cause)}`,
    {
      remedy:
        "Searching works as usual; only starting takes longer with many runs. Nothing of your runs is lost.",
      cause,
    },
  );
  return { table: new MemoryTable(), mode: "scan", reason };
}

/** Says why the library's file was thrown away. */
export function begunAnew(cause: unknown): StudioError {
  return new StudioError(
    "storage",
    `The library's index was damaged or in use and is built anew: ${messageOf(cause)}`,
    {
      remedy: "Nothing to do: it is filled from the run folders, which are untouched.",
      cause,
    },
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
