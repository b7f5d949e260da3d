/** Kinds of model that see: what each is made of, and why some are refused. */

export interface Family {
  /** ONNX files, without precision and ending. */
  readonly parts: readonly string[];
  /** How its pictures are prepared: in tiles by this studio, or by the library's own processor. */
  readonly pictures: "tiles" | "library";
}

const parts = ["vision_encoder", "embed_tokens", "decoder_model_merged"] as const;
const smol: Family = { parts, pictures: "tiles" };

/** By `model_type` of config.json. */
export const families: Readonly<Record<string, Family>> = {
  idefics3: smol,
  smolvlm: smol,
  llava: { parts, pictures: "library" },
};

/** What can be run, for people. */
export const FAMILIES = "SmolVLM and Idefics3, LLaVA, and CLIP for comparing";

/** Why a kind of model that looks as if it could does not. */
export const refusals: Readonly<Record<string, string>> = {
  qwen2_vl:
    "Qwen2-VL counts places in three directions, which is not held against its makers' answers here yet",
  qwen2_5_vl:
    "Qwen2.5-VL counts places in three directions, which is not held against its makers' answers here yet",
  florence2: "Florence-2 captions and finds things, but was not taught to answer questions",
  siglip: "SigLIP compares as CLIP does, but on another scale",
  paligemma: "PaliGemma takes no conversation",
};
