"""The `Generator` port over llama.cpp: one thread owns the model, the event loop only waits.

`bot.wiring` makes it, answering uses it.  It knows how to hand requests over and stop them; what
happens with them is `core.engine.llama_model`'s business.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from core.domain import GenerationRequest
from core.engine.llama_loading import LlamaOptions, check_file
from core.engine.llama_model import CountTokens, LlamaModel, count_nothing
from core.errors import ModelError

__all__ = ["LlamaGenerator", "LlamaOptions"]


class LlamaGenerator:
    """Writes answers with a GGUF model.  Requests are served one after another, in their order."""

    def __init__(
        self,
        *,
        path: Path,
        name: str,
        options: LlamaOptions,
        on_tokens: CountTokens = count_nothing,
    ) -> None:
        """Prepare; the model is loaded by `load` or with the first request.

        Args:
            path: The GGUF file.
            name: What answers are signed with.
            options: How to run it.
            on_tokens: Told, from a thread of its own, what each answer took; never raises.

        Raises:
            ModelError: The file is missing or no model file.
        """
        check_file(path)
        self._path = path
        self._name = name
        self._options = options
        self._on_tokens = on_tokens
        # llama.cpp gathers its compute threads anew for each thread that calls it: one must do.
        self._owner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="llama")
        self._closing = threading.Event()
        self._model: LlamaModel | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    async def load(self) -> None:
        """Load the model, so that the first person need not wait for it.

        Raises:
            ModelError: It cannot be loaded or does not compute.
        """
        await asyncio.get_running_loop().run_in_executor(self._owner, self._loaded)

    async def close(self) -> None:
        """Stop what is being written and free the model."""
        self._closing.set()
        with suppress(RuntimeError):  # closed already
            await asyncio.get_running_loop().run_in_executor(self._owner, self._free)
        self._owner.shutdown(wait=False)

    async def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Stream the answer's text in pieces.

        Closing the iterator stops the model at the next token, or, while it is still reading, a
        few dozen tokens later; a request that waits for its turn is withdrawn.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        unwanted = threading.Event()

        def tell(piece: str | None) -> None:
            # The loop may have ended; then nobody is there to be told.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(pieces.put_nowait, piece)

        if self._closing.is_set():
            raise ModelError(f"{self._name} is shutting down.")
        writing = loop.run_in_executor(self._owner, self._write, request, unwanted, tell)
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await writing
        finally:
            unwanted.set()
            writing.cancel()
            # Whoever closes the iterator does not want to hear of errors any more.
            writing.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _write(
        self,
        request: GenerationRequest,
        unwanted: threading.Event,
        tell: Callable[[str | None], None],
    ) -> None:
        """Write one answer; runs in the thread that owns the model."""
        try:
            pieces = self._loaded().write(
                request, lambda: not (unwanted.is_set() or self._closing.is_set())
            )
            for piece in pieces:
                tell(piece)
        finally:
            tell(None)

    def _loaded(self) -> LlamaModel:
        if self._model is None:
            self._model = LlamaModel(
                path=self._path, options=self._options, on_tokens=self._on_tokens
            )
        return self._model

    def _free(self) -> None:
        if self._model is not None:
            self._model.close()
            self._model = None
