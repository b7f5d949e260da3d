/** Tokens between the library's tensors and plain numbers. */
import type { Tensor } from "@huggingface/transformers";

/** @throws TypeError for anything but whole numbers */
export function bigints({ data }: Tensor): readonly bigint[] {
  if (!(data instanceof BigInt64Array)) throw new TypeError("tokens should be whole numbers");
  return [...data];
}
