import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Report } from "./index";
import { pageOf } from "./page";
import { policiesCsv, promptsCsv } from "./values";

/** Writes report.md, report.html, policies.csv and prompts.csv into the folder. */
export async function writeReport(report: Report, folder: string): Promise<void> {
  const files = {
    "report.md": `${report.markdown}\n`,
    "report.html": pageOf(report),
    "policies.csv": policiesCsv(report),
    "prompts.csv": promptsCsv(report),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}
