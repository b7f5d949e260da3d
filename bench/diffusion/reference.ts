/** A Python with optimum that draws what it is asked for (training/diffusion/optimum_pictures.py). */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { SamplerName } from "../../shared/inference/diffusion";

const root = path.resolve(import.meta.dirname, "..", "..");

export interface Asked {
  readonly family: "sd" | "sdxl" | "lcm";
  /** The folder's own where null. */
  readonly scheduler: SamplerName | null;
  readonly steps: number;
  readonly guidance: number;
  /** In pixels. */
  readonly side: number;
  readonly threads: number;
  /** Draws from the goldens' noise; its time says nothing then. */
  readonly golden: boolean;
}

export interface Reference {
  /** "optimum's pipelines, onnxruntime 1.31.1, diffusers 0.36.0" */
  readonly name: string;
  draw(asked: Asked): Promise<{ readonly pixels: Uint8Array; readonly ms: number }>;
  close(): void;
}

const readySchema = z.object({ ready: z.string() });
const answerSchema = z.object({ pixels: z.string(), ms: z.number() });

/** @throws Error with what Python said when it cannot draw, for instance for want of optimum. */
export async function openReference(python: string, folder: string): Promise<Reference> {
  const script = path.join(root, "training", "diffusion", "optimum_pictures.py");
  const child = spawn(python, [script, folder], { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const next = async (): Promise<unknown> => {
    const line = await Promise.race([lines.next(), failed]);
    if (line.done === true) throw new Error(`${python} ended: ${complaint.trim()}`);
    return JSON.parse(line.value);
  };
  const { ready } = readySchema.parse(await next());
  return {
    name: ready,
    draw: async (asked) => {
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      const { pixels, ms } = answerSchema.parse(await next());
      return { pixels: new Uint8Array(Buffer.from(pixels, "base64")), ms };
    },
    close: () => child.stdin.end(),
  };
}
