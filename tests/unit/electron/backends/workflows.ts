/** Workflows that change pictures, as they come out of ComfyUI with their places marked. */

/** @param maskBy where the mask goes; null: nowhere, the words alone say what to change */
export function editWorkflow(maskBy: "file" | "alpha" | null): string {
  const mask = maskBy === "alpha" ? ["1", 1] : ["2", 0];
  const nodes = {
    "1": { class_type: "LoadImage", inputs: { image: "example.png" }, _meta: { title: "GEMS base" } },
    ...(maskBy === "file"
      ? { "2": { class_type: "LoadImageMask", inputs: { image: "%mask%", channel: "red" } } }
      : {}),
    "3": {
      class_type: "KSampler",
      inputs: {
        seed: "%seed%",
        steps: 20,
        sampler_name: "euler",
        model: ["4", 0],
        positive: ["6", 0],
        latent_image: [maskBy === null ? "7" : "8", 0],
      },
    },
    "4": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "dreamer.safetensors" } },
    "6": { class_type: "CLIPTextEncode", inputs: { text: "%prompt%", clip: ["4", 1] } },
    "7": { class_type: "VAEEncode", inputs: { pixels: ["1", 0], vae: ["4", 2] } },
    ...(maskBy === null
      ? {}
      : { "8": { class_type: "SetLatentNoiseMask", inputs: { samples: ["7", 0], mask } } }),
    "9": { class_type: "VAEDecode", inputs: { samples: ["3", 0], vae: ["4", 2] } },
    "10": { class_type: "SaveImage", inputs: { filename_prefix: "GEMS", images: ["9", 0] } },
  };
  return JSON.stringify(nodes);
}
