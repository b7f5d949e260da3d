/** Storage as the services see it. */
export { type Clock, type Journal, type JournalContents, type OpenedJournal } from "./journal";
export { JOURNAL_FILE, openJournal, readJournal, stampPassing } from "./journal";
export { IMAGES_FOLDER, openImages, type RunImages } from "./images";
export { newRunId, openRunsFolder, type RunPlace, type RunsFolder } from "./runs-folder";
export type {
  IndexProgress,
  IndexReport,
  LibraryIndex,
  LibraryIndexOptions,
  LibraryPage,
  LibraryQuery,
} from "./library-index";
export {
  type KeyValueFile,
  type KeyValueFileOptions,
  type OpenedSettings,
  openSettings,
  type SettingsFile,
  type SettingsOptions,
} from "./settings";
export { openSecrets, type SafeStorage, type Secrets, type SecretsOptions, secretVariables } from "./secrets";
