"""What every `Embedder` keeps; the ONNX export gives what the model that it came from gives."""

from __future__ import annotations

import numpy as np
import pytest

from core.engine import onnx_export
from core.engine.embedder import OnnxEmbedder, SentenceTransformersEmbedder
from core.ports import Embedder
from tests.fakes.embedder import FakeEmbedder

TOLERANCE = 1e-4
TEXTS = (
    "Who runs payroll?",
    "Staff park in lot B behind the warehouse. A permit costs $12 a month.",
    "",
    "naïve café, Zoë's 8–5 «hours» \N{HOSPITAL}",
    "https://reset.example.org/a?b=c&d=e#f 780-555-0142 ext. 9",
    "word " * 700,
    "\x00 \ufffd \u200b",
    "日本語のページ",
)
QUESTION = "How do I reset a forgotten passphrase for Renée's e-mail?"
WORDS = ("reset", "forgotten", "passphrase", "renee", "mail", "absent")


@pytest.fixture(scope="module")
def reference() -> SentenceTransformersEmbedder:
    model = onnx_export.bundled_model_folder()
    identity = onnx_export.model_identity(str(model), name="all-MiniLM-L6-v2")
    return SentenceTransformersEmbedder(model=str(model), model_id=identity, threads=2)


@pytest.fixture(scope="module")
def exported(
    reference: SentenceTransformersEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> OnnxEmbedder:
    target = tmp_path_factory.mktemp("exported") / "model"
    model = onnx_export.bundled_model_folder()
    onnx_export.export(model, target, model_id=reference.model_id)
    return OnnxEmbedder(folder=target, threads=2)


@pytest.fixture(params=["fake", "exported", "reference"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return FakeEmbedder() if request.param == "fake" else request.getfixturevalue(request.param)


@pytest.mark.slow
class TestEveryEmbedder:
    def test_vectors_have_length_one_or_none(self, embedder: Embedder) -> None:
        """One row a text, float32; only a text without words may have no direction."""
        vectors = embedder.embed(TEXTS)
        assert vectors.shape == (len(TEXTS), embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors[:2], axis=1), 1.0, atol=1e-3)
        assert np.isfinite(vectors).all()

    def test_no_texts_give_no_vectors(self, embedder: Embedder) -> None:
        """The matrix is as wide all the same."""
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_a_vector_does_not_depend_on_its_neighbours(self, embedder: Embedder) -> None:
        """Texts are batched by length; each gets its own vector back."""
        together = embedder.embed(TEXTS)
        alone = np.vstack([embedder.embed([text]) for text in TEXTS])
        assert np.allclose(together, alone, atol=TOLERANCE)

    def test_alignment_has_a_row_for_each_text(self, embedder: Embedder) -> None:
        """A word that is not in the question counts as 1."""
        aligned = embedder.align(QUESTION, WORDS, TEXTS[:2])
        assert aligned.shape == (2, len(WORDS))
        assert (aligned[:, WORDS.index("absent")] == 1).all()

    def test_a_longer_text_has_more_tokens(self, embedder: Embedder) -> None:
        """Also beyond what the model reads: passages are cut by this count."""
        assert embedder.count_tokens("word " * 700) >= 700
        assert embedder.count_tokens("word") < embedder.count_tokens("word and word")


@pytest.mark.slow
class TestExport:
    def test_vectors_are_the_same(
        self, exported: OnnxEmbedder, reference: SentenceTransformersEmbedder
    ) -> None:
        """An index made with one may be served with the other."""
        assert np.allclose(exported.embed(TEXTS), reference.embed(TEXTS), atol=TOLERANCE)

    @pytest.mark.parametrize("text", TEXTS)
    def test_token_counts_are_the_same(
        self, exported: OnnxEmbedder, reference: SentenceTransformersEmbedder, text: str
    ) -> None:
        """Pages are cut at the same places."""
        assert exported.count_tokens(text) == reference.count_tokens(text)

    def test_alignment_is_the_same(
        self, exported: OnnxEmbedder, reference: SentenceTransformersEmbedder
    ) -> None:
        """The judgement is fitted to one and used with the other."""
        ours = exported.align(QUESTION, WORDS, TEXTS)
        assert np.allclose(ours, reference.align(QUESTION, WORDS, TEXTS), atol=TOLERANCE)

    def test_alignment_is_the_same_after_embedding_the_question(
        self, exported: OnnxEmbedder
    ) -> None:
        """What was computed for the one may be used for the other, and for no other question."""
        fresh = exported.align(QUESTION, WORDS, TEXTS[:2])
        exported.embed([QUESTION])
        assert np.allclose(exported.align(QUESTION, WORDS, TEXTS[:2]), fresh, atol=TOLERANCE)
        exported.embed(["Something else"])
        assert np.allclose(exported.align(QUESTION, WORDS, TEXTS[:2]), fresh, atol=TOLERANCE)

    @pytest.mark.parametrize("word", ["parking", "passphrase", "payroll", "xqzzy", "the", "wifi"])
    def test_common_words_are_the_same(
        self, exported: OnnxEmbedder, reference: SentenceTransformersEmbedder, word: str
    ) -> None:
        """Spelling is mended alike."""
        assert exported.is_common_word(word) == reference.is_common_word(word)

    def test_identity_and_size_are_the_same(
        self, exported: OnnxEmbedder, reference: SentenceTransformersEmbedder
    ) -> None:
        """So that an index is accepted by both."""
        assert exported.model_id == reference.model_id
        assert exported.dimensions == reference.dimensions
        assert exported.max_tokens == reference.max_tokens
