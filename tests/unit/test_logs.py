"""The log: one form for all lines, and nothing in it that people wrote or that is secret."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import BaseModel, SecretStr
from sqlalchemy import text
from structlog.contextvars import bound_contextvars

from bot.log_safety import Redactor, secrets_in
from bot.logs import configure_logs, configure_serving_logs
from bot.settings import load_settings
from core.domain import ConversationKey, Question
from core.errors import ModelError, StorageError
from storage.database import Database
from storage.turns import SqlTurns

WORDS = "my knee hurts"
SECRET = "correct-horse-battery"


class Log(io.StringIO):
    """Standard error, as a test reads it."""

    def read_all(self) -> str:
        """What was logged since it was last read."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text

    def lines(self) -> list[dict[str, Any]]:
        """The lines as JSON."""
        return [json.loads(line) for line in self.read_all().splitlines()]

    def line(self) -> dict[str, Any]:
        """The only line."""
        (line,) = self.lines()
        return line


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Logs as those of a desk that serves, in JSON; everything is put back afterwards."""
    stderr = Log()
    monkeypatch.setattr(sys, "stderr", stderr)
    root, access = logging.getLogger(), logging.getLogger("aiohttp.access")
    level, handlers = root.level, list(root.handlers)
    configure_serving_logs(level="info", form="json", secrets=[SECRET, "ab", ""])
    yield stderr
    root.setLevel(level)
    root.handlers = handlers
    access.disabled = False
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def logger() -> Any:
    return structlog.get_logger()


class TestForm:
    def test_a_line_is_one_json_object(self, log: Log) -> None:
        """With its time, level, event and fields."""
        logger().info("question_answered", outcome="answered", total_ms=12, café=None, ok=True)
        line = log.line()
        assert datetime.fromisoformat(line.pop("timestamp")).tzinfo == UTC
        assert line == {
            "level": "info",
            "event": "question_answered",
            "outcome": "answered",
            "total_ms": 12,
            "café": None,
            "ok": True,
        }

    async def test_a_turns_id_is_on_all_of_its_lines(self, log: Log) -> None:
        """Also on those of libraries and of tasks begun meanwhile, and on no others."""

        async def work() -> None:
            logging.getLogger("httpx").warning("slow")

        with bound_contextvars(turn="a1"):
            logger().info("begun")
            await asyncio.create_task(work())
        logger().info("elsewhere")
        assert [line.get("turn") for line in log.lines()] == ["a1", "a1", None]

    def test_warnings_of_libraries_look_alike(self, log: Log) -> None:
        """Whatever they are logged with, they are lines of the same form, and name their logger."""
        logging.getLogger("apscheduler.scheduler").warning("missed by %s", "1 s")
        line = log.line()
        assert line.pop("timestamp")
        assert line == {
            "level": "warning",
            "logger": "apscheduler.scheduler",
            "event": "missed by 1 s",
        }

    @pytest.mark.parametrize("name", ["httpx", "sqlalchemy.engine", "apscheduler", "aiohttp.web"])
    def test_what_libraries_chat_about_is_left_out(self, log: Log, name: str) -> None:
        """Httpx tells every address that it fetches."""
        logging.getLogger(name).info("GET https://example.org/?q=my+knee")
        assert log.read_all() == ""

    def test_requests_are_not_logged(self, log: Log) -> None:
        """Not even as a warning."""
        logging.getLogger("aiohttp.access").error("GET /?q=my+knee")
        assert log.read_all() == ""

    def test_configuring_again_does_not_double_lines(
        self, log: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A command may do it at its start and again when it serves."""
        monkeypatch.setattr(sys, "stderr", log)
        configure_serving_logs(level="info", form="json", secrets=[])
        logging.getLogger("httpx").warning("slow")
        assert len(log.lines()) == 1

    def test_pythons_warnings_are_lines_too(self, log: Log) -> None:
        """They would break a log of JSON."""
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        assert "old" in log.line()["event"]

    def test_text_is_for_people(self, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
        """One line each, libraries alike, an exception below."""
        monkeypatch.setattr(sys, "stderr", log)
        configure_serving_logs(level="info", form="text", secrets=[])
        logger().info("begun", turn="a1")
        logging.getLogger("httpx").warning("slow")
        fail(ModelError("The model is missing."))
        seen = log.read_all()
        assert "begun" in seen
        assert "turn=a1" in seen
        assert "slow" in seen
        assert "core.errors.ModelError: The model is missing." in seen

    def test_commands_log_nothing_by_themselves(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """They tell people what went wrong; a setting turns the log on."""
        monkeypatch.delenv("FRONTDESK_LOG_LEVEL", raising=False)
        configure_logs()
        logger().error("quiet")
        monkeypatch.setenv("FRONTDESK_LOG_LEVEL", "info")
        configure_logs()
        logger().info("loud")
        structlog.reset_defaults()
        seen = capsys.readouterr().err
        assert "quiet" not in seen
        assert "loud" in seen


def fail(error: BaseException) -> None:
    """Log an exception as the boundaries of the house do."""
    try:
        raise error
    except type(error):
        logger().exception("answer_failed")


class TestWhatPeopleWrote:
    @pytest.mark.parametrize(
        "error",
        [
            ValueError(f"invalid literal: {WORDS!r}"),
            KeyError(WORDS),
            RuntimeError(WORDS),
            UnicodeEncodeError("utf-8", WORDS, 0, 1, "surrogates not allowed"),
            ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)]),
        ],
    )
    def test_the_words_of_a_foreign_error_are_left_out(
        self, log: Log, error: BaseException
    ) -> None:
        """Its kind and its place in the code tell what is needed."""
        fail(error)
        line = log.line()
        assert WORDS not in json.dumps(line)
        assert type(error).__name__ in line["exception"]
        assert "test_logs.py" in line["exception"]

    def test_the_words_of_our_own_and_the_systems_errors_are_kept(self, log: Log) -> None:
        """They are written for operators, or speak of files and of code."""
        fail(StorageError("The database is locked."))
        fail(FileNotFoundError(2, "No such file", "index/CURRENT"))
        fail(TypeError("find() missing 1 required argument"))
        ours, systems, codes = (line["exception"] for line in log.lines())
        assert ours.endswith("core.errors.StorageError: The database is locked.")
        assert "index/CURRENT" in systems
        assert "missing 1 required argument" in codes

    def test_causes_are_told_without_their_words(self, log: Log) -> None:
        """Oldest first, each with its place."""
        failure = StorageError("The database is locked.")
        failure.__cause__ = ValueError(WORDS)
        failure.__cause__.__context__ = KeyError(WORDS)
        fail(failure)
        exception = log.line()["exception"]
        assert WORDS not in exception
        kinds = ["builtins.KeyError", "builtins.ValueError", "core.errors.StorageError: The"]
        places = [exception.index(kind) for kind in kinds]
        assert places == sorted(places)

    def test_a_cause_that_was_hidden_stays_hidden(self, log: Log) -> None:
        """`raise … from None` says that it does not matter."""
        failure = StorageError("The database is locked.")
        failure.__context__ = KeyError(WORDS)
        failure.__suppress_context__ = True
        fail(failure)
        assert "KeyError" not in log.line()["exception"]

    def test_an_exception_as_a_field_gives_its_kind_only(self, log: Log) -> None:
        """Whoever logs `error=error` does no harm."""
        logger().warning("odd", error=ValueError(WORDS), path=Path("var"), at=[NOW, {"n": 1}])
        line = log.line()
        assert (line["error"], line["path"], line["at"]) == (
            "<ValueError>", "var", [str(NOW), {"n": 1}],
        )  # fmt: skip

    async def test_a_task_that_nobody_waited_for_gives_no_words(self, log: Log) -> None:
        """Asyncio's own line holds the repr of the task, with the message of its exception."""

        async def fail_alone() -> None:
            raise ValueError(WORDS)

        task = asyncio.create_task(fail_alone())
        await asyncio.wait({task})
        del task
        line = log.line()
        assert line["event"] == "Task exception was never retrieved"
        assert WORDS not in json.dumps(line)
        assert "builtins.ValueError" in line["exception"]

    async def test_a_failed_statement_gives_no_parameters(self, log: Log, tmp_path: Path) -> None:
        """The driver's error is logged with the question's statement, not with the question."""
        async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
            async with database.writing() as session:
                await session.execute(text("DROP TABLE turns"))
            turns = SqlTurns(database=database, now=lambda: NOW)
            question = Question(WORDS, ConversationKey("slack", "T1", "C1"), "U1")
            with pytest.raises(StorageError) as caught:
                await turns.accept("a1", question, event_id="E1", place="")
        logger().error("failed", reason=str(caught.value), exc_info=caught.value)
        assert WORDS not in str(caught.value.__cause__)
        line = log.line()
        assert "no such table: turns" in line["reason"]
        assert WORDS not in json.dumps(line)


NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


class TestSecrets:
    @pytest.mark.parametrize(
        ("said", "logged"),
        [
            (f"token {SECRET} refused", "token *** refused"),
            (
                "postgresql+asyncpg://frontdesk:hunter2@db.example.org/x is down",
                "postgresql+asyncpg://***@db.example.org/x is down",
            ),
            (
                "GET https://example.org/a?page=2&access_token=s3cr3t#x failed",
                "GET https://example.org/a?page=2&access_token=***#x failed",
            ),
            ("Authorization: Bearer abcdefgh.ijk-l", "Authorization: Bearer ***"),
            ("xoxb-12-34-abc and xapp-1-A", "*** and ***"),
            (
                "POST 'https://hooks.slack.com/commands/T1/8602/zyddzL' failed",
                "POST 'https://hooks.slack.com/***' failed",
            ),
            ("write to ann@example.org about https://example.org/ab@2", None),
        ],
    )
    def test_secrets_are_blotted_out(self, log: Log, said: str, logged: str | None) -> None:
        """In our own words, in those of libraries, and in exceptions; what is none stays."""
        logger().error(said, reason=said)
        logging.getLogger("httpx").warning("%s", said)
        fail(ModelError(said))
        ours, foreign, failure = log.lines()
        expected = logged or said
        assert ours["event"] == ours["reason"] == foreign["event"] == expected
        assert failure["exception"].endswith(f"core.errors.ModelError: {expected}")

    def test_what_is_too_short_to_be_a_secret_garbles_nothing(self) -> None:
        """`ab` occurs in words."""
        event = {"event": "about", "reason": "abab"}
        assert Redactor(secrets=["ab"])(None, "info", event) == event

    def test_the_secrets_of_the_settings_are_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Tokens, headers of websites, and the password of the database."""
        for name, value in {
            "WEB_TOKEN": "w" * 20,
            "MODEL_TOKEN": "hf_model",
            "DATABASE_URL": "postgresql+asyncpg://frontdesk:hunter2@db/x",
            "SOURCES_WEBSITES": '[{"url": "https://a.example", "headers": {"Cookie": "c00kie"}}]',
        }.items():
            monkeypatch.setenv(f"FRONTDESK_{name}", value)
        found = set(secrets_in(load_settings(folder=tmp_path)))
        assert {"w" * 20, "hf_model", "hunter2", "c00kie"} <= found

    def test_secrets_are_found_however_deep(self) -> None:
        """Settings may grow."""

        class Inner(BaseModel):
            key: SecretStr = SecretStr("inner")

        class Outer(BaseModel):
            several: tuple[Inner, ...] = (Inner(),)
            plain: str = "no secret"
            number: int = 1

        assert secrets_in(Outer()) == ("inner",)
