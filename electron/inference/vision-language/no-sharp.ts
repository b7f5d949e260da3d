/** Stands in the place of sharp for @huggingface/transformers: see scripts/lib/builds.mjs. */
export default function noSharp(): never {
  throw new Error("The library for vision-language models is shown pixels, and decodes no pictures itself.");
}
