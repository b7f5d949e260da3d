/** Entry of the inference process; see electron/inference/host.ts for the other side. */
import { createHandlers } from "./inference/worker/handlers";
import { openPort } from "./inference/worker/port";
import { serve } from "./inference/worker/serve";

serve(openPort(), createHandlers);
