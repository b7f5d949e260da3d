/** Provides Electron once; the workers inherit the environment. */
import { environmentFor, provideElectron } from "../../scripts/provide-electron.mjs";

export default async function globalSetup(): Promise<void> {
  const runtime = await provideElectron({ say: (line) => console.log(line) });
  Object.assign(process.env, environmentFor(runtime));
}
