"""The models on offer and which file a setting means."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ModelError
from models.registry import choose_model, find_model, registered_models

FOLDER = Path("weights")


def test_names_are_unique_and_licences_told() -> None:
    """A name decides what is downloaded and run."""
    entries = registered_models()
    assert len({entry.name for entry in entries}) == len(entries)
    assert all(entry.licence for entry in entries)


def test_a_pinned_hash_needs_a_pinned_revision() -> None:
    """A branch may move on; its file would then never fit the hash."""
    for entry in registered_models():
        assert bool(entry.sha256) == bool(entry.size_bytes)
        assert not entry.sha256 or len(entry.revision) == 40


def test_the_prototypes_model_is_on_offer() -> None:
    """It was tuned on Alpaca prompts and knows no other."""
    model = choose_model("ahs-ops", folder=FOLDER)
    assert model.path == FOLDER / "OPS_WPCS_Q4.gguf"
    assert model.chat_format == "alpaca"
    assert model.context_tokens == 2048


def test_a_path_is_taken_as_it_is() -> None:
    """A model of one's own needs no entry."""
    model = choose_model("/models/My.Model.GGUF", folder=FOLDER)
    assert (model.name, model.path) == ("My.Model", Path("/models/My.Model.GGUF"))
    assert model.chat_format == "auto"


def test_an_unknown_name_gets_a_suggestion() -> None:
    """And the list of all names."""
    with pytest.raises(ModelError, match=r"Did you mean qwen2\.5-0\.5b\?"):
        find_model("qwen2.5-0.5")


def test_addresses_are_the_hubs() -> None:
    """A slash at the end of the mirror does no harm."""
    assert find_model("ahs-ops").address("https://hub.example/") == (
        "https://hub.example/Tatvajsh/AHS_OPS_GGUF_V_1.0/resolve/main/OPS_WPCS_Q4.gguf"
    )
