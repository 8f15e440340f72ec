"""Puts a request as the tokens of a model, in the form that the model was trained on.

Only `core.engine.llama_model` uses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from core.domain import GenerationRequest
from core.engine.llama_loading import ChatFormat
from core.errors import ModelError
from core.prompting import ALPACA_STOPS, ChatMessage, alpaca_prompt, chat_messages

TEMPLATE_STOPS = (
    "<|im_end|>",
    "<|im_start|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<end_of_turn>",
    "</s>",
)
"""End marks as text: models that were not trained on them as tokens spell them out."""

Render: TypeAlias = Callable[[list[dict[str, str]]], str]
"""Applies a chat template to messages."""

_MARK = re.compile("\ue000([0-9]+)\ue001")


class LlamaPrompts:
    """Makes the prompts for one loaded model.  Not thread-safe."""

    def __init__(self, *, llama: Any, native: Any, path: Path, chat_format: ChatFormat) -> None:
        """Find out how the model wants to be asked.

        Args:
            llama: The loaded `llama_cpp.Llama`.
            native: The module `llama_cpp`.
            path: The model's file, for messages.
            chat_format: As the settings have it.

        Raises:
            ModelError: A template is asked for, but the file has none.
        """
        self._llama = llama
        self._path = path
        template = llama.metadata.get("tokenizer.chat_template", "")
        if chat_format == "template" and not template:
            raise ModelError(
                f"{path} has no chat template. Set FRONTDESK_MODEL_CHAT_FORMAT=alpaca if it was "
                "tuned on Alpaca prompts, or use another model."
            )
        is_chat = bool(template) and chat_format != "alpaca"
        self._render: Render | None = _renderer(llama, template) if is_chat else None
        vocabulary = native.llama_model_get_vocab(llama.model)
        self._wants_first = bool(native.llama_vocab_get_add_bos(vocabulary))

    @property
    def stops(self) -> Sequence[str]:
        """Texts that end an answer."""
        return TEMPLATE_STOPS if self._render else (*TEMPLATE_STOPS, *ALPACA_STOPS)

    def tokens(self, request: GenerationRequest, *, max_tokens: int) -> list[int]:
        """Put a request as at most `max_tokens` tokens.

        Raises:
            ModelError: Not even the instructions and the question fit.
        """
        budget = max_tokens
        # Tokens are budgeted by the piece; put together, they may come to a few more.
        for _ in range(4):
            tokens = self._chat(request, budget) if self._render else self._alpaca(request, budget)
            if len(tokens) <= max_tokens:
                return tokens
            budget -= len(tokens) - max_tokens
        raise ModelError(
            f"The question does not fit into the {max_tokens:,} tokens that {self._path.name} has "
            "for it. Raise FRONTDESK_MODEL_CONTEXT_TOKENS, or lower "
            "FRONTDESK_MODEL_MAX_ANSWER_TOKENS."
        )

    def plain(self, text: str) -> list[int]:
        """A text as tokens, the beginning included; control tokens in it are plain characters."""
        return self._begun(self._tokenize(text, special=False))

    def _alpaca(self, request: GenerationRequest, max_tokens: int) -> list[int]:
        return self.plain(
            alpaca_prompt(request, max_tokens=max_tokens - 1, count_tokens=self._count)
        )

    def _chat(self, request: GenerationRequest, max_tokens: int) -> list[int]:
        assert self._render is not None
        messages = chat_messages(request, max_tokens=max_tokens, count_tokens=self._count)
        tokens: list[int] = []
        for index, part in enumerate(_MARK.split(_rendered(self._render, messages))):
            # Every second part is the number of a message.  What stands in a message is plain
            # characters: a page cannot forge the template's control tokens.
            is_message = index % 2 == 1
            text = messages[int(part)].content if is_message else part
            tokens += self._tokenize(text, special=not is_message)
        return self._begun(tokens)

    def _begun(self, tokens: list[int]) -> list[int]:
        """Put the first token in front where the model wants one and the template gave none."""
        first = self._llama.token_bos()
        return [first, *tokens] if self._wants_first and tokens[:1] != [first] else tokens

    def _tokenize(self, text: str, *, special: bool) -> list[int]:
        tokens: list[int] = self._llama.tokenize(
            text.encode("utf-8", "replace"), add_bos=False, special=special
        )
        return tokens

    def _count(self, text: str) -> int:
        return len(self._tokenize(text, special=False))


def _renderer(llama: Any, template: str) -> Render:
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # noqa: PLC0415

    def text(token: int) -> str:
        return llama.detokenize([token], special=True).decode("utf-8") if token >= 0 else ""

    formatter = Jinja2ChatFormatter(
        template=template, eos_token=text(llama.token_eos()), bos_token=text(llama.token_bos())
    )
    return lambda messages: str(formatter(messages=messages).prompt)


def _rendered(render: Render, messages: Sequence[ChatMessage]) -> str:
    """Apply a template to marks that stand for the messages' contents."""
    marked = [
        {"role": message.role, "content": f"\ue000{number}\ue001"}
        for number, message in enumerate(messages)
    ]
    try:
        return render(marked)
    except Exception:  # noqa: BLE001 - a template may raise anything
        # Some templates know no system message: it then opens the person's first message.
        system, first, *others = marked
        first["content"] = f"{system['content']}\n\n{first['content']}"
    try:
        return render([first, *others])
    except Exception as error:
        raise ModelError(
            f"The model's chat template cannot be applied ({error}). Set "
            "FRONTDESK_MODEL_CHAT_FORMAT=alpaca, or use another model."
        ) from error
