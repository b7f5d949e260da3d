/** Models of the designer's own: the library of them, and downloads on their way there. */
import path from "node:path";
import type { StudioError } from "../../shared/errors";
import type { ModelProgress } from "../../shared/ipc/domains/models";
import type { ModelShelf } from "../../shared/models/library";
import { systemDeps } from "../backends/http";
import type { Engine } from "../inference/client";
import type { Secrets } from "../storage";
import { makeFolder, storageError } from "../storage/durable";
import { bundledModels } from "./bundled";
import type { NetDeps } from "./download/answers";
import { Downloads } from "./download/downloads";
import { openDownloadRecords } from "./download/records";
import { diffusionInspector } from "./inspectors";
import { ModelLibrary } from "./library";
import { nowhere, placesIn, settle, sweepArriving, sweepPurged } from "./places";
import { openModelRecords } from "./records";
import { Shelf } from "./shelf";
import { type FreeSpace, systemSpace } from "./space";

export { folderMeant } from "./folder-meant";

export interface ModelsOptions {
  /** The studio's data folder. */
  readonly data: string;
  /** Folder of the models that come with the studio; absent where there are none. */
  readonly modelsDir?: string;
  readonly engine: Pick<Engine, "inspectModel" | "status" | "forgetModel">;
  readonly secrets: Pick<Secrets, "get">;
  readonly onChanged: () => void;
  readonly onProgress: (progress: ModelProgress) => void;
  readonly onFault: (error: StudioError) => void;
  readonly space?: FreeSpace;
  readonly net?: Partial<NetDeps>;
  readonly now?: () => number;
}

export interface Models {
  readonly library: ModelLibrary;
  readonly downloads: Downloads;
  /** What an earlier process was cut off from is ended first, once; checksums that lack are worked out then. */
  shelf(): Promise<ModelShelf>;
  close(): Promise<void>;
}

/** Opens both lists; nothing else is looked at until the shelf is. @throws StudioError "storage" */
export async function openModels(options: ModelsOptions): Promise<Models> {
  const { data, engine, secrets, onChanged, onProgress, onFault } = options;
  const { space = systemSpace, now = Date.now } = options;
  const places = placesIn(data);
  const bundled = await bundledModels(options.modelsDir ?? null);
  await makeFolder(places.shelf).catch((error: unknown) => {
    throw storageError(`make the folder ${places.shelf}`, error);
  });
  const listed = await openModelRecords(path.join(places.shelf, "library.json"));
  const begun = await openDownloadRecords(path.join(places.shelf, "downloads.json"));
  for (const { warning } of [listed, begun]) if (warning !== null) onFault(warning);
  const inspectors = [diffusionInspector(engine)];
  const common = { places, inspectors, space, onChanged, onProgress };
  const library = new ModelLibrary({
    ...common,
    shelf: new Shelf(listed.list, places),
    engine,
    now,
    onFault,
  });
  const downloads = new Downloads({
    ...common,
    records: begun.list,
    net: { ...systemDeps, now, key: (address) => secrets.get(address), ...options.net },
    adopt: (arrival) => library.adopt(arrival),
  });
  const tidy = async (): Promise<void> => {
    // What stands in the library has arrived; see places.ts.
    const arrived = new Set(listed.list.items().map(({ id }) => id));
    if (begun.list.items().some(({ id }) => arrived.has(id))) {
      await begun.list.change((items) => items.filter(({ id }) => !arrived.has(id)));
    }
    await settle(places, listed.list.items());
    const gone = await nowhere(places, listed.list.items());
    if (gone.size > 0) await listed.list.change((items) => items.filter(({ id }) => !gone.has(id)));
    await sweepArriving(places, new Set(begun.list.items().map(({ id }) => id)));
    await sweepPurged(places);
  };
  let tidied: Promise<void> | null = null;
  return {
    library,
    downloads,
    async shelf() {
      tidied ??= tidy()
        .catch((error: unknown) => onFault(storageError("tidy the models up", error)))
        .then(() => library.sumAll());
      await tidied;
      const [models, under, deleted, freeBytes] = await Promise.all([
        library.list(),
        downloads.list(),
        library.deleted(),
        space(places.shelf),
      ]);
      return { models, bundled, downloads: under, deleted, folder: places.shelf, freeBytes };
    },
    close: async () => {
      await Promise.all([downloads.close(), library.close()]);
    },
  };
}
