/** The exchange as the rest of the main side sees it. */
export { type ExportFolder, openExportFolder } from "./export-folder";
export { type Exchange, openExchange } from "./service";
