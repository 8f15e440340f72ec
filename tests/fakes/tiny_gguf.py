"""A tiny GGUF model that says what a test wants: real for llama.cpp, two megabytes, no training.

Its layers add nothing, so that what comes next depends on the last token alone: the head is wired
to lead from each token of the script to the one after it.  The script begins after a line break,
which is how prompts end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS, KV_HEADS, INNER = 256, 2, 4, 2, 256
UNKNOWN, BOS, EOS = "<unk>", "<s>", "</s>"
CONTROL = ("<|im_start|>", "<|im_end|>")
NEWLINE = "<0x0A>"

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
NO_SYSTEM = (
    "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no') }}{% endif %}" + CHATML
)


@dataclass(frozen=True)
class TinyModel:
    """What the model says, and how its file is made."""

    script: Sequence[str]
    """Tokens, each at most once; `▁` stands for a blank.  After the last comes `loop_to`."""
    loop_to: str = EOS
    template: str = CHATML
    context_tokens: int = 4096
    broken: bool = False
    """Give NaN."""

    def write(self, path: Path) -> Path:
        """Write the file."""
        tokens = self._tokens()
        writer = gguf.GGUFWriter(str(path), "llama")
        _add_shape(writer, len(tokens), self.context_tokens)
        _add_tokenizer(writer, tokens)
        if self.template:
            writer.add_chat_template(self.template)
        for name, values in self._tensors(tokens).items():
            writer.add_tensor(name, values)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    def _tokens(self) -> list[str]:
        letters = [chr(code) for code in range(33, 127)] + ["▁"]
        bytes_ = [f"<0x{code:02X}>" for code in range(256)]
        known = [UNKNOWN, BOS, EOS, *CONTROL, *bytes_, *letters]
        return [*known, *(piece for piece in self.script if piece not in known)]

    def _tensors(self, tokens: list[str]) -> dict[str, np.ndarray]:
        embedding = np.random.default_rng(0).standard_normal((len(tokens), WIDTH), np.float32)
        head = np.zeros_like(embedding)
        path = [NEWLINE, *self.script, self.loop_to]
        assert len(set(path[:-1])) == len(path) - 1, "a token can have only one successor"
        for before, after in pairwise(path):
            head[tokens.index(after)] += embedding[tokens.index(before)]
        if self.broken:
            head[:] = np.nan
        ones = np.ones(WIDTH, np.float32)
        tensors = {
            "token_embd.weight": embedding,
            "output.weight": head,
            "output_norm.weight": ones,
        }
        kv_width = WIDTH // HEADS * KV_HEADS
        shapes = {
            "attn_q": (WIDTH, WIDTH),
            "attn_k": (kv_width, WIDTH),
            "attn_v": (kv_width, WIDTH),
            "attn_output": (WIDTH, WIDTH),
            "ffn_gate": (INNER, WIDTH),
            "ffn_up": (INNER, WIDTH),
            "ffn_down": (WIDTH, INNER),
        }
        for layer in range(LAYERS):
            tensors[f"blk.{layer}.attn_norm.weight"] = ones
            tensors[f"blk.{layer}.ffn_norm.weight"] = ones
            for name, shape in shapes.items():
                tensors[f"blk.{layer}.{name}.weight"] = np.zeros(shape, np.float16)
        return tensors


def _add_shape(writer: gguf.GGUFWriter, vocabulary: int, context_tokens: int) -> None:
    writer.add_vocab_size(vocabulary)
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-6)


def _add_tokenizer(writer: gguf.GGUFWriter, tokens: list[str]) -> None:
    kinds = {UNKNOWN: gguf.TokenType.UNKNOWN, BOS: gguf.TokenType.CONTROL}
    kinds |= dict.fromkeys((EOS, *CONTROL), gguf.TokenType.CONTROL)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(
        [
            kinds.get(
                token,
                gguf.TokenType.BYTE if token.startswith("<0x") else gguf.TokenType.NORMAL,
            )
            for token in tokens
        ]
    )
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_eot_token_id(tokens.index("<|im_end|>"))
    writer.add_add_bos_token(value=True)
    writer.add_add_space_prefix(value=True)
