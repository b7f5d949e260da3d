/**
 * llama.cpp behind the OpenAI chat API, by way of node-llama-cpp's prebuilt binaries: for machines without llama.cpp's
 * own `llama-server` (use that one where there is one: `llama-server -m MODEL --port PORT`). See README.md.
 *
 *   npx tsx bench/peers/llama-server.ts --package FOLDER/node_modules/node-llama-cpp --model FILE.gguf [--port 8080]
 */
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";

const { values } = parseArgs({
  options: {
    package: { type: "string", default: "" },
    model: { type: "string", default: "" },
    port: { type: "string", default: "8080" },
    context: { type: "string", default: "4096" },
    /** More than are free make it slower, not faster: they wait for each other. */
    threads: { type: "string", default: "1" },
    /** Tokens of an answer at most. */
    most: { type: "string", default: "400" },
  },
});
const threads = Number(values.threads);
const name = path.basename(values.model);

const contentSchema = z.union([
  z.string(),
  z
    .array(z.object({ text: z.string().default("") }))
    .transform((parts) => parts.map(({ text }) => text).join("\n")),
]);
const askedSchema = z.object({
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: contentSchema })),
  response_format: z
    .object({
      type: z.string(),
      json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }).optional(),
    })
    .optional(),
  temperature: z.number().default(0.8),
  max_tokens: z.number().default(Number.POSITIVE_INFINITY),
});
type Asked = z.infer<typeof askedSchema>;

async function load() {
  const library = await import(pathToFileURL(path.resolve(values.package, "dist/index.js")).href);
  const llama = await library.getLlama({ gpu: false, build: "never", maxThreads: threads });
  const model = await llama.loadModel({ modelPath: path.resolve(values.model) });
  const context = await model.createContext({ contextSize: Number(values.context), threads });
  const sequence = context.getSequence();

  async function grammarOf(format: Asked["response_format"]) {
    if (format?.json_schema !== undefined) return llama.createGrammarForJsonSchema(format.json_schema.schema);
    return format?.type === "json_object" ? llama.getGrammarFor("json") : undefined;
  }

  return async ({ messages, response_format, temperature, max_tokens }: Asked) => {
    const grammar = await grammarOf(response_format);
    await sequence.clearHistory();
    const chat = new library.LlamaChat({ contextSequence: sequence, autoDisposeSequence: false });
    const history = messages.map(({ role, content }) =>
      role === "assistant" ? { type: "model", response: [content] } : { type: role, text: content },
    );
    const before = sequence.tokenMeter.getState();
    const { response, metadata } = await chat.generateResponse(
      [...history, { type: "model", response: [] }],
      {
        temperature,
        maxTokens: Math.min(max_tokens, Number(values.most)),
        ...(grammar === undefined ? {} : { grammar }),
      },
    );
    const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter.diff(before);
    chat.dispose({ disposeSequence: false });
    const finish_reason = metadata.stopReason === "maxTokens" ? "length" : "stop";
    return {
      object: "chat.completion",
      model: name,
      choices: [{ index: 0, message: { role: "assistant", content: response }, finish_reason }],
      usage: { prompt_tokens: usedInputTokens, completion_tokens: usedOutputTokens },
    };
  };
}

async function main(): Promise<void> {
  const complete = await load();
  let last: Promise<unknown> = Promise.resolve();
  const answerTo = async (url: string, body: string): Promise<readonly [number, unknown]> => {
    if (url === "/v1/models") return [200, { data: [{ id: name }] }];
    if (url !== "/v1/chat/completions") return [404, { error: { message: "Not found" } }];
    if (body.includes('"image_url"')) return [400, { error: { message: "This model reads no images." } }];
    const asked = askedSchema.parse(JSON.parse(body));
    // One answer at a time: the model has one sequence.
    const answered = last.then(() => complete(asked));
    last = answered.catch(() => undefined);
    return [200, await answered];
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      void answerTo(request.url ?? "", body)
        .catch((error: unknown) => [500, { error: { message: String(error) } }] as const)
        .then(([status, value]) =>
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value)),
        );
    });
  });
  server.listen(Number(values.port), "127.0.0.1", () => console.log(`${name} on port ${values.port}`));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
