/** The encoder that reads a folder's tokeniser. */
import type { TokenizerFiles } from "../model-folder";
import { ClipTokenizer } from "./clip-tokenizer";
import type { PromptEncoder, TextModel } from "./prompt-encoder";
import { T5Encoder } from "./t5-encoder";
import { TextEncoder77 } from "./text-encoder";
import { UnigramTokenizer } from "./unigram-tokenizer";
import { WordEncoder } from "./word-encoder";

/** @throws StudioError "model-invalid" when the tokeniser's files cannot be read. */
export function promptEncoder(session: TextModel, tokenizer: TokenizerFiles): PromptEncoder {
  switch (tokenizer.kind) {
    case "clip":
      return new TextEncoder77(session, new ClipTokenizer(tokenizer));
    case "unigram":
      return new T5Encoder(session, new UnigramTokenizer(tokenizer.definition));
    case "words":
      return new WordEncoder(session, tokenizer.definition);
  }
}
