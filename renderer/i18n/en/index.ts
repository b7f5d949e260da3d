import { app } from "./app";
import { common } from "./common";
import { compare } from "./compare";
import { exchange } from "./exchange";
import { library } from "./library";
import { memory } from "./memory";
import { settings } from "./settings";
import { skills } from "./skills";
import { studio } from "./studio";
import { tree } from "./tree";

export const en = { common, app, studio, compare, tree, library, memory, skills, settings, exchange };
