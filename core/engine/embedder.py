"""Embedders: an ONNX export for serving, sentence-transformers as reference and for other models.

Built by `bot.wiring`.  Both give the same vectors for the same model (held together by
`tests/contract/test_embedder.py`), so an index made with one may be served with the other.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ModelError
from core.ports import FloatMatrix
from core.words import fold

_MAX_BATCH_TOKENS = 512
"""Padded tokens in one batch.  Larger batches are no faster on a CPU and take more memory."""


class OnnxEmbedder:
    """Serves a model that `onnx_export` wrote, through onnxruntime and tokenizers."""

    def __init__(self, *, folder: Path, threads: int) -> None:
        """Read the folder's description; the model itself is loaded when first used.

        Args:
            folder: Holds `embedder.json`, `model.onnx` and `tokenizer.json`.
            threads: Threads that one embedding call uses; 0 leaves it to onnxruntime.

        Raises:
            ModelError: The folder is not a complete export.
        """
        self._folder = folder
        self._threads = threads
        self._loading = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._latest: tuple[Sequence[int], NDArray[np.float32]] = ((), np.empty(0, np.float32))
        try:
            described = json.loads((folder / "embedder.json").read_text("utf-8"))
            self._model_id = str(described["model_id"])
            self._dimensions = int(described["dimensions"])
            self._max_tokens = int(described["max_tokens"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"Embedding model at '{folder}' is not complete ({error}). "
                "Delete the folder and run `frontdesk setup`."
            ) from error

    @property
    def model_id(self) -> str:
        """Name and hash of the weights."""
        return self._model_id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    @property
    def max_tokens(self) -> int:
        """Tokens that count, special tokens included."""
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens in `text`, special tokens not counted."""
        tokenizer, _ = self._load()
        return _full_length(tokenizer.encode(text, add_special_tokens=False))

    def is_common_word(self, word: str) -> bool:
        """Whether a lower-case word is one token of the model's vocabulary."""
        return self._load()[0].token_to_id(word) is not None

    def embed(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed texts; float32, (n_texts, dimensions), rows L2-normalised.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        tokenizer, _ = self._load()
        vectors = np.empty((len(texts), self._dimensions), np.float32)
        encodings = tokenizer.encode_batch(list(texts))
        for rows in _batches([len(encoding.ids) for encoding in encodings]):
            sequences = [encodings[row].ids for row in rows]
            states = self._states(sequences)
            vectors[rows] = _mean_pool(states, _pad(sequences)[1])
            if len(texts) == 1:
                self._latest = sequences[0], states
        return vectors

    def align(self, question: str, words: Sequence[str], texts: Sequence[str]) -> FloatMatrix:
        """How near each word of a question comes to each text; see `Embedder.align`.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        tokenizer, _ = self._load()
        encodings = tokenizer.encode_batch([question, *texts])
        asked, *others = [encoding.ids for encoding in encodings]
        # Most often the question was embedded a moment ago, to find the texts.
        tokens, states = self._latest
        if tokens != asked:
            states = self._states([asked])
        compared = [states, *(self._states([tokens]) for tokens in others)]
        inner = [state[0, 1:-1] for state in compared]
        return nearest_states(question, words, encodings[0].offsets[1:-1], inner)

    def _states(self, sequences: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        _, session = self._load()
        tokens, mask = _pad(sequences)
        try:
            (states,) = session.run(None, {"input_ids": tokens, "attention_mask": mask})
        except Exception as error:
            raise ModelError(f"Embedding model at '{self._folder}' failed: {error}") from error
        return states  # type: ignore[no-any-return]

    def _load(self) -> tuple[Any, Any]:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load_tokenizer(), self._load_session()
            return self._loaded

    def _load_tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415  (loaded when first needed)

        try:
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        except Exception as error:
            raise ModelError(f"Tokenizer in '{self._folder}' cannot be read: {error}") from error
        # The file that comes with all-MiniLM-L6-v2 pads and cuts at 128 tokens.
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._max_tokens)
        return tokenizer

    def _load_session(self) -> Any:
        import onnxruntime  # noqa: PLC0415  (loaded when first needed)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # The arena keeps what the largest batch took, some 20 MB.  Without it, every thread that
        # embeds leaves fragments behind: a refresh grew to 1 GB.
        options.enable_cpu_mem_arena = True
        # Spinning threads would take the cores from FAISS and the language model.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(
                f"Embedding model at '{self._folder}' cannot be loaded: {error}. "
                "Delete the folder and run `frontdesk setup`."
            ) from error


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by name or folder; imports torch when first used."""

    def __init__(self, *, model: str, model_id: str, threads: int) -> None:
        self._model_name = model
        self._model_id = model_id
        self._threads = threads
        self._loading = threading.Lock()
        self._model: Any = None

    @property
    def model_id(self) -> str:
        """Name and, for a folder, hash of the weights."""
        return self._model_id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._load().get_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        """Tokens that count, special tokens included."""
        return int(self._load().max_seq_length)

    def count_tokens(self, text: str) -> int:
        """Tokens in `text`, special tokens not counted."""
        return len(
            self._load().tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        )

    def is_common_word(self, word: str) -> bool:
        """Whether a lower-case word is one token of the model's vocabulary."""
        return word in self._load().tokenizer.get_vocab()

    def embed(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed texts; float32, (n_texts, dimensions), rows L2-normalised.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        model = self._load()
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        vectors = model.encode(
            list(texts), batch_size=16, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    def align(self, question: str, words: Sequence[str], texts: Sequence[str]) -> FloatMatrix:
        """How near each word of a question comes to each text; see `Embedder.align`.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        model = self._load()
        states = model.encode(
            [question, *texts], output_value="token_embeddings", show_progress_bar=False
        )
        offsets = model.tokenizer(question, return_offsets_mapping=True, truncation=True)
        # The first and last states are those of the special tokens.
        inner = [np.asarray(state, np.float32)[1:-1] for state in states]
        return nearest_states(question, words, offsets["offset_mapping"][1:-1], inner)

    def _load(self) -> Any:
        with self._loading:
            if self._model is None:
                self._model = self._read_model()
            return self._model

    def _read_model(self) -> Any:
        try:
            import torch  # noqa: PLC0415  (five seconds; only for models without an export)
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415

            if self._threads:
                torch.set_num_threads(self._threads)
            return SentenceTransformer(self._model_name, device="cpu")
        except Exception as error:
            raise ModelError(
                f"Embedding model '{self._model_name}' cannot be loaded: {error}. Set "
                "`embedding.model` to a sentence-transformers folder or name that this machine "
                "can reach, or leave it empty for the bundled model."
            ) from error


def nearest_states(
    question: str,
    words: Sequence[str],
    offsets: Sequence[tuple[int, int]],
    states: Sequence[NDArray[np.float32]],
) -> FloatMatrix:
    """Compare the words of a question with texts, state by state.

    Args:
        question: The text that `offsets` point into.
        words: Lower-case words of the question.
        offsets: Start and end of each token of the question.
        states: float32, (n_tokens, dimensions), of the question and then of each text.

    Returns:
        float32, (n_texts, n_words).
    """
    unit = [
        state / np.maximum(np.linalg.norm(state, axis=1, keepdims=True), 1e-9) for state in states
    ]
    aligned = np.ones((len(states) - 1, len(words)), np.float32)
    folded = fold(question)
    for column, word in enumerate(words):
        spans = [match.span() for match in re.finditer(re.escape(word), folded)]
        rows = [
            row
            for row, (start, end) in enumerate(offsets[: len(unit[0])])
            if any(start >= first and end <= last for first, last in spans)
        ]
        if rows:
            for line, text in enumerate(unit[1:]):
                if len(text):
                    aligned[line, column] = (unit[0][rows] @ text.T).max(axis=1).mean()
    return aligned


def _full_length(encoding: Any) -> int:
    """Length before truncation."""
    return len(encoding.ids) + sum(len(part.ids) for part in encoding.overflowing)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group row numbers by length, so that padding is small and a batch stays within bounds."""
    batch: list[int] = []
    for row in np.argsort(lengths, kind="stable"):
        if batch and (len(batch) + 1) * lengths[row] > _MAX_BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(int(row))
    if batch:
        yield batch


def _pad(sequences: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    width = max(map(len, sequences))
    tokens = np.zeros((len(sequences), width), np.int64)
    mask = np.zeros_like(tokens)
    for row, sequence in enumerate(sequences):
        tokens[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return tokens, mask


def _mean_pool(states: NDArray[np.float32], mask: NDArray[np.int64]) -> FloatMatrix:
    """Mean over real tokens, then L2 norm, as the model was trained."""
    weights = mask[:, :, None].astype(np.float32)
    pooled = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)  # type: ignore[no-any-return]
