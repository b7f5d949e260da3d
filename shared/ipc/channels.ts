/** Channel names without their schemas, so that the preload script stays small. Kept complete by the compiler. */
import type { Channel, NewsChannel } from "./contract";

const channelTable: Record<Channel, true> = {
  "app:info": true,
  "runs:start": true,
  "runs:stop": true,
  "runs:resume": true,
  "runs:list": true,
  "runs:get": true,
  "runs:rename": true,
  "runs:trash": true,
  "runs:restore": true,
  "runs:editCriteria": true,
  "runs:override": true,
  "runs:pin": true,
  "runs:reveal": true,
  "runs:export": true,
  "runs:contactSheet": true,
  "library:rebuild": true,
  "prompt:inspect": true,
  "skills:list": true,
  "skills:read": true,
  "skills:setEnabled": true,
  "skills:install": true,
  "skills:uninstall": true,
  "skills:reveal": true,
  "settings:get": true,
  "settings:set": true,
  "secrets:set": true,
  "secrets:clear": true,
  "secrets:status": true,
  "connections:test": true,
  "engine:status": true,
  "engine:restart": true,
};

const newsTable: Record<NewsChannel, true> = {
  "run-events": true,
  "run-live": true,
  "engine-status": true,
  "library-changed": true,
  "skills-changed": true,
  "settings-changed": true,
  command: true,
};

export const channels = Object.keys(channelTable) as Channel[];
export const newsChannels = Object.keys(newsTable) as NewsChannel[];

/** Address of an image file of a run, served by the main side. */
export function imageUrl(runId: string, file: string): string {
  return `studio://run/${runId}/${file}`;
}
