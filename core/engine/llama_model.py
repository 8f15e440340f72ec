"""A loaded GGUF model that reads a prompt and writes an answer, all of it synchronous.

Only `core.engine.llama` uses it, always from the one thread that owns the model.  It must not know
asyncio.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from core.domain import GenerationRequest
from core.engine.llama_loading import LlamaOptions, load, reason
from core.engine.llama_prompt import LlamaPrompts
from core.engine.llama_text import StopFilter, is_looping
from core.errors import ModelError
from core.prompting import most_answer_tokens

READ_TOKENS = 64
"""Tokens of a prompt that are read between two looks at whether anybody still wants the answer."""

_PIECE_BYTES = 512
"""Longer than any token."""

CountTokens: TypeAlias = Callable[[int, int], None]
"""Called once an answer, however it ended, with the tokens that were read and written for it."""


def count_nothing(read: int, written: int) -> None:
    """A `CountTokens` for those who do not want to know."""
    del read, written


@dataclass(slots=True)
class _Tally:
    """Tokens that one answer took."""

    read: int = 0
    """Of the prompt; what was known of it already is not read again."""
    written: int = 0


class LlamaModel:
    """A loaded model.  Not thread-safe."""

    def __init__(
        self, *, path: Path, options: LlamaOptions, on_tokens: CountTokens = count_nothing
    ) -> None:
        """Load a model, which takes seconds.

        Args:
            path: The GGUF file.
            options: How to run it.
            on_tokens: Told what each answer took.

        Raises:
            ModelError: The file is missing or damaged, or the model does not compute.
        """
        self._path = path
        self._options = options
        self._on_tokens = on_tokens
        self._llama, self._native = load(
            path,
            context_tokens=options.context_tokens,
            threads=options.threads or os.cpu_count() or 1,
        )
        self._vocabulary = self._native.llama_model_get_vocab(self._llama.model)
        self._prompts = LlamaPrompts(
            llama=self._llama, native=self._native, path=path, chat_format=options.chat_format
        )
        self._check_numbers()

    def close(self) -> None:
        """Free the model's memory."""
        self._llama.close()

    def prompt(self, request: GenerationRequest) -> list[int]:
        """Put a request as tokens, leaving room for the answer.

        Raises:
            ModelError: Not even the instructions and the question fit.
        """
        made_for = self._native.llama_model_n_ctx_train(self._llama.model)
        context_tokens = min(self._llama.n_ctx(), made_for)
        return self._prompts.tokens(
            request, max_tokens=context_tokens - self._options.max_answer_tokens - 1
        )

    def write(self, request: GenerationRequest, is_wanted: Callable[[], bool]) -> Iterator[str]:
        """Write an answer, piece by piece; one that is cut off by its limit ends with an ellipsis.

        Args:
            request: What is asked and what may be used.
            is_wanted: Is asked before each token and every few tokens of the prompt; False ends it.

        Raises:
            ModelError: llama.cpp failed.
        """
        prompt = self.prompt(request)
        tally = _Tally()
        try:
            if self._read(prompt, is_wanted, tally):
                most = most_answer_tokens(request, self._options.max_answer_tokens)
                yield from self._answer(prompt, is_wanted, tally, most)
        except (RuntimeError, ValueError, AssertionError) as error:
            # The state may be half-written: the next request must not build upon it.
            self._llama.reset()
            raise ModelError(
                f"{self._path.name} failed while answering ({reason(error)}). Try again; if it "
                "happens each time, lower FRONTDESK_MODEL_CONTEXT_TOKENS or use another model."
            ) from error
        finally:
            self._on_tokens(tally.read, tally.written)

    def _read(self, prompt: list[int], is_wanted: Callable[[], bool], tally: _Tally) -> bool:
        """Read a prompt, from where it differs from what was read last; False if unwanted."""
        llama = self._llama
        # The last token is read in any case: what comes next is computed with it.
        shared = _shared(llama.input_ids[: llama.n_tokens], prompt[:-1])
        memory = self._native.llama_get_memory(llama.ctx)
        if self._native.llama_memory_seq_rm(memory, -1, shared, -1):
            llama.n_tokens = shared
        else:
            # Models with a recurrent state cannot go back to the middle.
            llama.reset()
        for start in range(llama.n_tokens, len(prompt), READ_TOKENS):
            if not is_wanted():
                return False
            part = prompt[start : start + READ_TOKENS]
            llama.eval(part)
            tally.read += len(part)
        return True

    def _answer(
        self, prompt: list[int], is_wanted: Callable[[], bool], tally: _Tally, most_tokens: int
    ) -> Iterator[str]:
        text = StopFilter(self._prompts.stops)
        written: list[int] = []
        for token in self._llama.generate(prompt, temp=self._options.temperature):
            if not is_wanted():
                return
            if self._native.llama_vocab_is_eog(self._vocabulary, token) or is_looping(written):
                break
            if len(written) == most_tokens:
                yield f"{text.feed(b'', last=True)} …"
                return
            written.append(token)
            tally.written += 1
            if piece := text.feed(self._piece(token)):
                yield piece
            if text.stopped:
                return
        if piece := text.feed(b"", last=True):
            yield piece

    def _piece(self, token: int) -> bytes:
        """The bytes of a token; control tokens have none."""
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        length = self._native.llama_token_to_piece(
            self._vocabulary,
            token,
            buffer,
            _PIECE_BYTES,
            0,  # no leading blanks to strip
            False,  # noqa: FBT003 - control tokens stay invisible
        )
        return buffer.raw[: max(0, length)]

    def _check_numbers(self) -> None:
        """Compute once, to find a model that loads but gives NaN before people do."""
        try:
            self._llama.eval(self._prompts.plain("Hello"))
            finite = bool(np.isfinite(self._logits()).all())
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"{self._path} loads but does not run ({reason(error)}). Use another model."
            ) from error
        if not finite:
            raise ModelError(
                f"{self._path} loads but computes no numbers: it is damaged, or of a kind that "
                "this build of llama.cpp cannot run. Run `frontdesk models verify`."
            )

    def _logits(self) -> Any:
        """What the model thinks of each token as the next: float32, (vocabulary,)."""
        logits = self._native.llama_get_logits_ith(self._llama.ctx, -1)
        return np.ctypeslib.as_array(logits, shape=(self._llama.n_vocab(),))


def _shared(known: np.ndarray, prompt: list[int]) -> int:
    """How many tokens at the beginning are the same."""
    length = min(len(known), len(prompt))
    differs = np.flatnonzero(known[:length] != np.asarray(prompt[:length], dtype=known.dtype))
    return int(differs[0]) if len(differs) else length
