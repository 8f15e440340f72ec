"""Compares the ONNX export of the embedding model with sentence-transformers, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench.passages import invent, questions
from bench.timing import spread
from bot.settings import Settings
from bot.wiring import make_embedder
from core.engine.embedder import SentenceTransformersEmbedder
from core.engine.index_files import passage_text
from core.engine.onnx_export import bundled_model_folder
from core.ports import Embedder

_ROUNDS = 5
_QUESTIONS = 40
_PASSAGES = 256


async def measure_embedding(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds a question and passages a second, and how nearly the vectors agree."""
    settings = Settings(home=out / "embedder")
    embedders: dict[str, Embedder] = {
        "onnx": make_embedder(settings),
        "sentence_transformers": SentenceTransformersEmbedder(
            model=str(bundled_model_folder()), model_id="", threads=settings.embedding.threads
        ),
    }
    passages = list(invent(_PASSAGES))
    texts = [passage_text(passage) for passage in passages]
    asked = [question.text for question in questions(passages[:_QUESTIONS])["short"]]
    first, second = (embedder.embed(texts) for embedder in embedders.values())
    one_by_one: dict[str, list[list[float]]] = {name: [] for name in embedders}
    together: dict[str, list[float]] = {name: [] for name in embedders}
    for number in range(1, _ROUNDS + 1):
        say(f"embedding: round {number} of {_ROUNDS}")
        for name, embedder in embedders.items():
            one_by_one[name].append([_seconds(embedder, [text]) * 1000 for text in asked])
            together[name].append(_PASSAGES / _seconds(embedder, texts))
    return {
        "threads": settings.embedding.threads,
        "least_cosine_between_them": round(float(np.min((first * second).sum(axis=1))), 6),
        **{
            name: {
                "question_ms": spread(one_by_one[name]),
                "passages_a_second": round(median(together[name]), 1),
            }
            for name in embedders
        },
    }


def _seconds(embedder: Embedder, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    embedder.embed(texts)
    return time.perf_counter() - started
