/** The studio's folders as Electron knows them. */
import path from "node:path";
import { app } from "electron";
import { foldersIn, packagedFolders, type StudioFolders } from "./folders";

export interface AppPaths extends StudioFolders {
  /** Everything the studio writes; another place by `--user-data-dir=DIR` or `GEMS_USER_DATA`. */
  readonly userData: string;
}

/** Call before `app` is ready: it may move the user data folder. */
export function appPaths(env: NodeJS.ProcessEnv = process.env): AppPaths {
  if (env.GEMS_USER_DATA !== undefined && env.GEMS_USER_DATA !== "") {
    app.setPath("userData", path.resolve(env.GEMS_USER_DATA));
  }
  const folders = app.isPackaged
    ? packagedFolders(app.getAppPath(), process.resourcesPath)
    : foldersIn(app.getAppPath());
  return { ...folders, userData: app.getPath("userData") };
}
