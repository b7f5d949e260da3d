"""What transformers answers: prompts, token ids, pixels, chances of the first token, greedy answers."""

import torch

QUESTIONS = [
    "Is there a red cat in the picture?",
    "Are there three blue vases beside the chair?",
    "¿Hay un gato rojo? 猫 🐱",
    "Answer with one word: yes, no or unclear.",
]
SYSTEM = "You inspect a generated picture and answer yes/no questions about it."
NEW_TOKENS = 8
ALTERNATIVES = 5


def messages(question: str, pictures: int = 1, system: bool = True) -> list:
    if not system:
        # As the studio tells models that know no system message: within the first one, behind its pictures.
        return [{"role": "user", "content": [{"type": "image"}, *texts(f"{SYSTEM}\n", question)]}]
    content = [{"type": "image"} for _ in range(pictures)]
    return [
        {"role": "system", "content": [{"type": "text", "text": SYSTEM}]},
        {"role": "user", "content": [*content, {"type": "text", "text": question}]},
    ]


def texts(*all: str) -> list:
    return [{"type": "text", "text": text} for text in all]


def told(model, processor, pictures: dict) -> list:
    """One entry a picture and question, and one with two pictures at once."""
    cases = [([name], question) for name in pictures for question in QUESTIONS]
    if model.config.model_type == "idefics3":
        cases.append((list(pictures)[:2], QUESTIONS[0]))
    return [answer(model, processor, pictures, *case) for case in cases]


def answer(model, processor, pictures: dict, names: list, question: str) -> dict:
    system = model.config.model_type != "llava"
    prompt = processor.apply_chat_template(messages(question, len(names), system), add_generation_prompt=True)
    given = processor(text=prompt, images=[pictures[name] for name in names], return_tensors="pt")
    with torch.no_grad():
        made = model.generate(
            **given,
            max_new_tokens=NEW_TOKENS,
            do_sample=False,
            output_logits=True,
            return_dict_in_generate=True,
        )
    length = given["input_ids"].shape[1]
    new = made.sequences[0, length:]
    chances = torch.log_softmax(made.logits[0][0].double(), -1)
    best = torch.topk(chances, ALTERNATIVES)
    pixels = given["pixel_values"].double()
    return {
        "pictures": names,
        "question": question,
        "prompt": prompt,
        "input_ids": given["input_ids"][0].tolist(),
        "pixels": {
            "shape": list(pixels.shape),
            "sum": pixels.sum().item(),
            "weighted": (pixels.flatten() * torch.arange(1, pixels.numel() + 1)).sum().item(),
        },
        "tokens": new.tolist(),
        "text": processor.decode(new, skip_special_tokens=True),
        "first": [
            {"id": number.item(), "token": processor.decode([number]), "logprob": chance.item()}
            for chance, number in zip(best.values, best.indices)
        ],
    }
