"""Fits the weights of `core.judgement` to questions whose answers are known.

    python -m bench.fit_judgement HOME:QUESTIONS.jsonl [HOME:QUESTIONS.jsonl …]

Each HOME is a prepared FRONTDESK_HOME that holds the index of the corpus that its questions ask
about.  Prints the weights, and how they do on each corpus when fitted to the others.
Needs scikit-learn, which sentence-transformers brings.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import astuple
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.commands.ask import read_lines
from bot.commands.evaluate import CaseLine
from bot.settings import load_settings
from bot.wiring import open_desk
from core.followups import stand_alone
from core.judgement import Signals, signals
from core.routing import Way, route


async def measure(home: Path, questions: Path) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Signals of every question, (n, 6), and whether the corpus answers it."""
    os.environ["FRONTDESK_HOME"] = str(home)
    rows, answerable = [], []
    async with open_desk(load_settings()) as desk:
        for line in read_lines(questions, CaseLine):
            case = line.case
            if route(case.question).way is not Way.KNOWLEDGE:
                continue
            query = stand_alone(case.question, case.history, limit=8)
            rows.append(astuple(signals(await desk.retriever.retrieve(query))))
            answerable.append(bool(case.addresses))
    return np.array(rows), np.array(answerable)


def fit(rows: NDArray[np.float64], answerable: NDArray[np.bool_]) -> LogisticRegression:
    """Answerable and unanswerable questions weigh alike, however many there are of each."""
    return LogisticRegression(C=1.0, class_weight="balanced", max_iter=5000).fit(rows, answerable)


def main() -> None:
    """Measure, cross-validate by corpus, fit to all."""
    corpora = [tuple(map(Path, argument.rsplit(":", 1))) for argument in sys.argv[1:]]
    measured = [asyncio.run(measure(home, questions)) for home, questions in corpora]
    rows = np.concatenate([rows for rows, _ in measured])
    answerable = np.concatenate([flags for _, flags in measured])
    group = np.repeat(np.arange(len(measured)), [len(flags) for _, flags in measured])
    for number, (_, questions) in enumerate(corpora):
        mine = group == number
        model = fit(rows[~mine], answerable[~mine])
        held_out = model.predict_proba(rows[mine])[:, 1]
        print(f"{questions.stem:14} AUC {roc_auc_score(answerable[mine], held_out):.3f}")
    model = fit(rows, answerable)
    print("weights", Signals(*model.coef_[0].round(2)), "bias", model.intercept_.round(2))
    sure = model.predict_proba(rows)[:, 1]
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        wrong, right = (sure[answerable] < threshold).mean(), (sure[~answerable] < threshold).mean()
        print(f"threshold {threshold:.2f}: declined wrongly {wrong:.3f}, rightly {right:.3f}")


if __name__ == "__main__":
    main()
