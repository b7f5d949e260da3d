/** How a picture is to be drawn, as it is stored and asked for. */
import { z } from "zod";
import { aspectNames, styleNames, typefaceNames } from "./scene";

/** Absent parts are as the prompt says, else the engine's own choice. */
export const lookSchema = z.object({
  aspect: z.enum(aspectNames).exactOptional(),
  style: z.enum(styleNames).exactOptional(),
  /** A palette of world.json. */
  palette: z.string().min(1).max(40).exactOptional(),
  typeface: z.enum(typefaceNames).exactOptional(),
});
