/** Storage as the services see it. */

export { type Boards, openBoards } from "./boards";
export { IMAGES_FOLDER, openImages, type RunImages } from "./images";
export type { UnreadableRun } from "./index-reader";
export {
  type Clock,
  type Journal,
  type JournalContents,
  type OpenedJournal,
  openJournal,
  readJournal,
  stampPassing,
} from "./journal";
export {
  type IndexProgress,
  type IndexReport,
  type LibraryIndex,
  type LibraryIndexOptions,
  openLibraryIndex,
} from "./library-index";
export { newRunId, openRunsFolder, type RunPlace, type RunsFolder } from "./runs-folder";
export { openSearches, type Searches } from "./searches";
export { openSecrets, type SafeStorage, type Secrets, type SecretsOptions } from "./secrets";
export {
  type KeyValueFile,
  type KeyValueFileOptions,
  type OpenedSettings,
  openSettings,
  type SettingsFile,
  type SettingsOptions,
} from "./settings";
export { openTrash, type Trash } from "./trash";
