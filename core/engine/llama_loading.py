"""Loads a GGUF model with llama.cpp, quietly, and says what is wrong with one that will not load.

Only `core.engine.llama_model` and `core.engine.llama` use it.
"""

from __future__ import annotations

import ctypes
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from core.errors import ModelError

ChatFormat: TypeAlias = Literal["auto", "template", "alpaca"]
"""The template in the model file, Alpaca's form, or the template where there is one."""

_ERROR_LEVEL = 4

_complaints: list[str] = []
"""What llama.cpp complained about last; its log is one for the process, not for a model."""

_callbacks: list[Any] = []
"""llama.cpp keeps calling its log callback: it must never be freed."""


@dataclass(frozen=True, slots=True)
class LlamaOptions:
    """How a model is run."""

    chat_format: ChatFormat = "auto"
    context_tokens: int = 4096
    """Prompt and answer together; no more than the model was made for is used."""
    max_answer_tokens: int = 400
    """An answer ends there at the latest."""
    temperature: float = 0.0
    """0: always the likeliest token."""
    threads: int = 0
    """Processor cores; 0: all."""


def check_file(path: Path) -> None:
    """See that a model file is there and begins like one, which costs nothing.

    Raises:
        ModelError: It is missing, or something else.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read ({error.strerror}). Fetch it with `frontdesk "
            "models pull`, or correct FRONTDESK_MODEL_NAME; without a model, answers are quoted."
        ) from error
    if beginning != b"GGUF":
        raise ModelError(
            f"{path} is no GGUF model file: it begins with {beginning!r}. Fetch it again with "
            "`frontdesk models pull`, or correct FRONTDESK_MODEL_NAME."
        )


def load(path: Path, *, context_tokens: int, threads: int) -> tuple[Any, Any]:
    """Load a model, which takes seconds.

    Args:
        path: The GGUF file.
        context_tokens: Length of the state that is kept.
        threads: Processor cores.

    Returns:
        The `llama_cpp.Llama`, and the module, for llama.cpp's own functions.

    Raises:
        ModelError: The file is missing, damaged, of an unknown kind or too large.
    """
    check_file(path)
    # Imported here: it takes a third of a second and loads native code.
    import llama_cpp  # noqa: PLC0415

    _silence(llama_cpp)
    failure: Exception | None = None
    # Flash attention reads prompts faster; a few architectures refuse it.
    for flash_attention in (True, False):
        try:
            llama = llama_cpp.Llama(
                str(path),
                n_ctx=context_tokens,
                n_threads=threads,
                n_threads_batch=threads,
                flash_attn=flash_attention,
                # Otherwise the weights are held twice: as pages of the file and repacked.
                use_mmap=False,
                verbose=False,
            )
        except (ValueError, RuntimeError, AssertionError) as error:
            failure = error
        else:
            _complaints.clear()
            return llama, llama_cpp
    raise ModelError(
        f"{path} cannot be loaded ({reason(failure)}). If it is damaged, fetch it again with "
        "`frontdesk models pull`; if memory is short, use a smaller model or lower "
        "FRONTDESK_MODEL_CONTEXT_TOKENS."
    ) from failure


def reason(error: Exception | None) -> str:
    """The error, with llama.cpp's own complaints, which say more."""
    told = "; ".join(dict.fromkeys(_complaints))
    _complaints.clear()
    return f"{error}: {told}" if told else str(error)


def _silence(llama_cpp: Any) -> None:
    """Keep llama.cpp's log to ourselves and leave the process's output alone.

    Expected: `verbose=False` is quiet.  Actual (llama-cpp-python 0.3.36): while it loads, it
    points the whole process's stdout and stderr at /dev/null, so that what other threads print is
    lost.  May go when `llama_cpp._utils.suppress_stdout_stderr` is gone.
    """
    if not _callbacks:

        @llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
        def log(level: int, text: bytes, _data: object) -> None:
            if level == _ERROR_LEVEL:
                _complaints.append(text.decode("utf-8", "replace").strip())
                del _complaints[:-3]

        _callbacks.append(log)
    llama_cpp.llama_log_set(_callbacks[0], ctypes.c_void_p(0))
    for module in (llama_cpp.llama, llama_cpp._internals):  # noqa: SLF001
        module.suppress_stdout_stderr = lambda disable=True: nullcontext(disable)
