"""The command line from end to end: real settings, database, embedding model and index."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.command_line import (
    BASE_URL,
    DEADLINE_SECONDS,
    DOCUMENTS,
    Installation,
    output_until,
)

PAYROLL = "Who runs payroll?"
OFF_TOPIC = "What is the boiling point of tungsten?"


def write_lines(file: Path, *records: object) -> Path:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return file


def read_lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


class TestRefresh:
    def test_a_second_refresh_finds_nothing_changed(self, frontdesk: Installation) -> None:
        """Files that were not touched are not even opened."""
        result = frontdesk.refresh()
        assert result.exit_code == 0
        assert "0 new, 0 changed, 4 unchanged, 0 gone, 0 failed" in result.output
        assert "Nothing changed; the index stays as it is." in result.output

    def test_edits_are_counted_and_searched(self, frontdesk: Installation) -> None:
        """New, changed, unchanged and gone documents are told apart, and the new text answers."""
        payroll = frontdesk.documents / "payroll.md"
        payroll.write_text(DOCUMENTS["payroll.md"].replace("Maria Chen", "Omar Haddad"), "utf-8")
        (frontdesk.documents / "pool.md").write_text("# Pool\n\nThe pool opens at 6:00.\n", "utf-8")
        (frontdesk.documents / "library.txt").unlink()
        result = frontdesk.refresh()
        assert "1 new, 1 changed, 2 unchanged, 1 gone, 0 failed" in result.output
        assert "4 pages" in result.output
        assert "Omar Haddad" in frontdesk.run("ask", PAYROLL).output

    def test_only_what_changed_is_embedded(self, frontdesk: Installation) -> None:
        """The vectors of everything else come from the cache."""
        (frontdesk.documents / "pool.md").write_text("# Pool\n\nThe pool opens at 6:00.\n", "utf-8")
        output = frontdesk.refresh().output
        assert "2 texts embedded" in output
        assert "0 from the cache" not in output

    def test_addresses_are_base_and_path(self, frontdesk: Installation) -> None:
        """Sub-folders and blanks in names go into the address."""
        text = "# Hot water\n\nReport cold showers to extension 4417.\n"
        (frontdesk.documents / "it" / "hot water.md").write_text(text, "utf-8")
        frontdesk.refresh()
        output = frontdesk.run("ask", "--json", "Where do I report cold showers?").output
        assert json.loads(output)["sources"][0] == f"{BASE_URL}/it/hot%20water.md"

    def test_a_full_refresh_makes_a_new_index(self, frontdesk: Installation) -> None:
        """Although nothing has changed."""
        before = frontdesk.snapshot
        result = frontdesk.refresh("--full")
        assert "4 unchanged" in result.output
        assert frontdesk.snapshot != before

    def test_a_base_url_alone_is_refused(self, frontdesk: Installation) -> None:
        """It says what belongs with it."""
        result = frontdesk.run("refresh", "--base-url", BASE_URL)
        assert result.exit_code == 1
        assert "goes with --folder" in result.output

    def test_a_folder_that_is_none_is_refused(self, frontdesk: Installation) -> None:
        """It is named; the index stays."""
        result = frontdesk.run("refresh", "--folder", "nowhere", "--base-url", BASE_URL)
        assert result.exit_code == 1
        assert "'nowhere' is not a folder" in result.output


class TestAsk:
    def test_an_answer_names_its_source(self, frontdesk: Installation) -> None:
        """The fact, and under it the page that it comes from."""
        result = frontdesk.run("ask", PAYROLL)
        assert result.exit_code == 0
        assert "Maria Chen runs payroll. Reach her at 780-555-0177." in result.output
        assert f"Sources:\n  Payroll\n  {BASE_URL}/payroll.md" in result.output

    def test_what_the_pages_do_not_say_is_declined(self, frontdesk: Installation) -> None:
        """That is no failure: the exit code is 0."""
        result = frontdesk.run("ask", OFF_TOPIC)
        assert result.exit_code == 0
        assert "could not find an answer" in result.output

    def test_json_is_one_object(self, frontdesk: Installation) -> None:
        """For scripts: nothing but the object goes to output."""
        result = frontdesk.run("ask", "--json", PAYROLL)
        record = json.loads(result.stdout)
        assert list(record) == ["outcome", "answer", "sources", "ms"]
        assert record["outcome"] == "answered"
        assert record["sources"][0] == f"{BASE_URL}/payroll.md"
        assert record["ms"] > 0

    def test_a_question_can_be_piped_in(self, frontdesk: Installation) -> None:
        """`-` stands for the input."""
        assert "Maria Chen" in frontdesk.run("ask", "-", stdin=PAYROLL).output

    def test_quoting_is_told_once(self, frontdesk: Installation) -> None:
        """Whoever sets it up learns of models, and is not told at every question."""
        (frontdesk.home / ".told-quoted").unlink(missing_ok=True)
        told = "no language model is installed"
        assert told in frontdesk.run("ask", PAYROLL).stderr
        assert told not in frontdesk.run("ask", PAYROLL).stderr

    def test_without_an_index_it_says_what_to_do(
        self, frontdesk: Installation, prepared: Installation
    ) -> None:
        """The exit code is 1: nothing could be looked up."""
        (frontdesk.home / "index" / "CURRENT").unlink()
        result = frontdesk.run("ask", PAYROLL)
        assert result.exit_code == 1
        assert "There is no index yet. Run `frontdesk refresh`" in result.output


class TestAskFile:
    def test_every_line_gets_its_record(self, frontdesk: Installation, tmp_path: Path) -> None:
        """In order, each with exactly the agreed keys."""
        questions = write_lines(
            tmp_path / "questions.jsonl",
            {"id": "a", "question": PAYROLL},
            {"id": 2, "question": OFF_TOPIC, "more": "is passed over"},
        )
        out = tmp_path / "answers.jsonl"
        result = frontdesk.run("ask", "--file", str(questions), "--out", str(out))
        assert result.exit_code == 0, result.output
        first, second = read_lines(out)
        assert list(first) == list(second) == ["id", "outcome", "answer", "sources", "ms"]
        assert (first["id"], first["outcome"]) == ("a", "answered")
        assert (second["id"], second["outcome"]) == ("2", "declined")
        assert "Maria Chen" in str(first["answer"])

    def test_without_out_the_records_are_printed(
        self, frontdesk: Installation, tmp_path: Path
    ) -> None:
        """So that they can be piped on."""
        questions = write_lines(tmp_path / "questions.jsonl", {"id": "a", "question": PAYROLL})
        result = frontdesk.run("ask", "--file", str(questions))
        assert json.loads(result.stdout)["id"] == "a"

    def test_history_is_honoured(self, frontdesk: Installation, tmp_path: Path) -> None:
        """A follow-up is about what was talked of before."""
        history = [[PAYROLL, "Maria Chen runs payroll. Reach her at 780-555-0177."]]
        questions = write_lines(
            tmp_path / "questions.jsonl",
            {"id": "a", "question": "and what is her number?", "history": history},
        )
        (record,) = map(
            json.loads, frontdesk.run("ask", "--file", str(questions)).stdout.splitlines()
        )
        assert record["outcome"] == "answered"
        assert "780-555-0177" in record["answer"]

    def test_refused_questions_do_not_end_it(self, frontdesk: Installation, tmp_path: Path) -> None:
        """An empty and a long one are declined in their place."""
        questions = write_lines(
            tmp_path / "questions.jsonl",
            {"id": "empty", "question": ""},
            {"id": "long", "question": "why " * 5000},
            {"id": "good", "question": PAYROLL},
        )
        out = tmp_path / "answers.jsonl"
        assert frontdesk.run("ask", "--file", str(questions), "--out", str(out)).exit_code == 0
        outcomes = [record["outcome"] for record in read_lines(out)]
        assert outcomes == ["declined", "declined", "answered"]

    def test_wrong_lines_are_named_and_nothing_is_written(
        self, frontdesk: Installation, tmp_path: Path
    ) -> None:
        """Every wrong line by its number, before anything is answered."""
        questions = tmp_path / "questions.jsonl"
        questions.write_text(
            '{"id": "a", "question": "Who runs payroll?"}\n\n{"id": "b"}\nnonsense\n', "utf-8"
        )
        out = tmp_path / "answers.jsonl"
        out.write_text("earlier answers\n", "utf-8")
        result = frontdesk.run("ask", "--file", str(questions), "--out", str(out))
        assert result.exit_code == 1
        assert "line 3: question" in result.output
        assert "line 4: " in result.output
        assert "line 1" not in result.output
        assert out.read_text("utf-8") == "earlier answers\n"

    def test_a_missing_file_is_named(self, frontdesk: Installation) -> None:
        """With what the system says."""
        result = frontdesk.run("ask", "--file", "nowhere.jsonl")
        assert result.exit_code == 1
        assert "Cannot read 'nowhere.jsonl': No such file" in result.output

    def test_a_file_that_is_no_text_is_named(self, frontdesk: Installation, tmp_path: Path) -> None:
        """A PDF, say."""
        (tmp_path / "questions.pdf").write_bytes(b"%PDF\xff\xfe")
        result = frontdesk.run("ask", "--file", "questions.pdf")
        assert result.exit_code == 1
        assert "is not UTF-8 text" in result.output

    def test_an_unwritable_out_is_named(self, frontdesk: Installation, tmp_path: Path) -> None:
        """Its folder does not exist."""
        questions = write_lines(tmp_path / "questions.jsonl", {"id": "a", "question": PAYROLL})
        result = frontdesk.run("ask", "--file", str(questions), "--out", "nowhere/out.jsonl")
        assert result.exit_code == 1
        assert "Cannot write 'nowhere/out.jsonl'" in result.output


class TestEvaluate:
    CASES = (
        {
            "id": "payroll",
            "kind": "person",
            "question": PAYROLL,
            "expect": {"url": f"{BASE_URL}/payroll.md", "contains": ["Maria Chen"]},
        },
        {
            "id": "tungsten",
            "kind": "off-topic",
            "question": OFF_TOPIC,
            "expect": {"url": None, "contains": []},
        },
        {
            "id": "wrong",
            "kind": "person",
            "question": "How much is a parking permit?",
            "expect": {"url": f"{BASE_URL}/parking.md", "contains": ["$99"]},
        },
    )

    def test_figures_and_cases_are_written(self, frontdesk: Installation, tmp_path: Path) -> None:
        """By kind and over all, and every case with its answer."""
        cases = write_lines(tmp_path / "cases.jsonl", *self.CASES)
        result = frontdesk.run("eval", str(cases), "--json", "report.json")
        assert result.exit_code == 0, result.output
        report = json.loads((tmp_path / "report.json").read_text("utf-8"))
        assert list(report["scores"]) == ["person", "off-topic", "all"]
        assert report["scores"]["all"]["cases"] == 3
        assert report["scores"]["person"]["facts"] == 0.5
        assert report["scores"]["off-topic"]["right_declines"] == 1.0
        by_id = {case["id"]: case for case in report["cases"]}
        assert by_id["payroll"]["rank"] == 1
        assert by_id["wrong"]["missing"] == ["$99"]

    def test_misses_are_listed_with_their_reason(
        self, frontdesk: Installation, tmp_path: Path
    ) -> None:
        """What went well is not."""
        cases = write_lines(tmp_path / "cases.jsonl", *self.CASES)
        output = frontdesk.run("eval", str(cases), "--misses").output
        assert "wrong (person) lacks $99" in output
        assert "Q: Who runs payroll?" not in output

    def test_a_file_without_cases_is_refused(self, frontdesk: Installation, tmp_path: Path) -> None:
        """There would be nothing to measure."""
        (tmp_path / "cases.jsonl").write_text("\n", "utf-8")
        result = frontdesk.run("eval", "cases.jsonl")
        assert result.exit_code == 1
        assert "holds no questions" in result.output


class TestLists:
    def test_sources_are_listed_with_their_pages(self, frontdesk: Installation) -> None:
        """Also the one that was indexed on the side."""
        result = frontdesk.run("sources")
        assert result.exit_code == 0
        assert "never read" in result.output
        assert "(not configured)" in result.output
        assert "4 pages" in result.output

    def test_a_name_like_markup_is_shown_as_it_is(self, frontdesk: Installation) -> None:
        """People call folders as they like."""
        folders = json.dumps([{"path": "x", "base_url": BASE_URL, "name": "[/b] old"}])
        assert "[/b] old" in frontdesk.run("sources", SOURCES_FOLDERS=folders).output

    def test_models_are_listed(self, frontdesk: Installation) -> None:
        """With how to install one."""
        result = frontdesk.run("models", "list", MODEL_FOLDER="no-models")
        assert result.exit_code == 0
        assert "frontdesk models pull NAME" in result.output

    def test_an_unknown_model_is_refused(self, frontdesk: Installation) -> None:
        """The known ones are named."""
        result = frontdesk.run("models", "verify", "nonsense")
        assert result.exit_code == 1
        assert "There is no model called 'nonsense'" in result.output


class TestSettings:
    @pytest.mark.parametrize(
        "command", [("run",), ("ask", "hello"), ("chat",), ("refresh",), ("sources",), ("setup",)]
    )
    def test_wrong_settings_stop_every_command(
        self, frontdesk: Installation, tmp_path: Path, command: tuple[str, ...]
    ) -> None:
        """Every wrong one is named, and nothing is made."""
        new = Installation(tmp_path / "new", frontdesk.documents)
        result = new.run(*command, SAMPLE_PORT="0", ANSWER_STRICTNES="1")
        assert result.exit_code == 1
        assert "Settings: 2 settings are wrong; nothing was started." in result.stderr
        assert "FRONTDESK_SAMPLE_PORT" in result.stderr
        assert "FRONTDESK_ANSWER_STRICTNES" in result.stderr
        assert not new.home.exists()

    def test_a_model_that_is_not_there_is_named(self, frontdesk: Installation) -> None:
        """With its cure, before a question is read."""
        result = frontdesk.run("ask", PAYROLL, MODEL_NAME="none.gguf")
        assert result.exit_code == 1
        assert "none.gguf" in result.output
        assert "frontdesk models pull" in result.output


class TestChat:
    def talk(self, frontdesk: Installation, *lines: str) -> subprocess.CompletedProcess[str]:
        process = frontdesk.start("chat")
        output, errors = process.communicate("".join(lines), timeout=DEADLINE_SECONDS)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def test_a_follow_up_knows_what_was_talked_about(self, frontdesk: Installation) -> None:
        """Twice the same person; `exit` ends it."""
        done = self.talk(frontdesk, f"{PAYROLL}\n", "what is her number?\n", "exit\n", "never\n")
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("780-555-0177") == 2

    def test_the_end_of_input_ends_it(self, frontdesk: Installation) -> None:
        """Also without a line break; blank lines are passed over."""
        done = self.talk(frontdesk, "\n  \n", PAYROLL)
        assert done.returncode == 0, done.stderr
        assert "Maria Chen" in done.stdout

    def test_forget_clears_the_conversation(self, frontdesk: Installation) -> None:
        """What was said is gone from the database."""
        done = self.talk(frontdesk, f"{PAYROLL}\n", "forget\n")
        assert "Forgotten: this conversation is deleted" in done.stdout

    def test_refused_questions_do_not_end_it(self, frontdesk: Installation) -> None:
        """The next one is answered."""
        done = self.talk(frontdesk, "?!\n", "why " * 5000 + "\n", f"{PAYROLL}\n")
        assert "no words in it" in done.stdout
        assert "characters long" in done.stdout
        assert "Maria Chen" in done.stdout


@pytest.mark.slow
class TestRun:
    def test_it_shows_its_state_and_an_answer_and_stops(self, frontdesk: Installation) -> None:
        """Prepared already, it is ready in seconds; SIGTERM ends it with exit code 0."""
        folders = json.dumps([{"path": str(frontdesk.documents), "base_url": BASE_URL}])
        started = time.monotonic()
        process = frontdesk.start("run", SOURCES_FOLDERS=folders, WEB_PORT="0")
        output = output_until(process, "Serving until stopped")
        assert time.monotonic() - started < 20
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode == 0, errors
        assert "Index          on: 4 pages" in output
        assert "Answers        quoted from the pages (no model)" in output
        assert "Web page       http://127.0.0.1:" in output
        assert "Terminal chat  off (no terminal attached)" in output
        assert f"For example: {PAYROLL}" in output
        assert "Maria Chen runs payroll" in output
        assert "Ready after" in output
        assert "Stopped." in rest

    def test_a_second_desk_is_refused(self, frontdesk: Installation) -> None:
        """Two would answer everything twice; asking beside it is fine."""
        folders = json.dumps([{"path": str(frontdesk.documents), "base_url": BASE_URL}])
        settings = {"SOURCES_FOLDERS": folders, "WEB_PORT": "0"}
        process = frontdesk.start("run", **settings)
        output_until(process, "Serving until stopped")
        try:
            second = frontdesk.run("run", **settings)
            assert second.exit_code == 1
            assert "Another frontdesk serves" in second.output
            assert "Maria Chen" in frontdesk.run("ask", PAYROLL, **settings).output
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=DEADLINE_SECONDS)

    def test_an_empty_home_is_set_up_first(self, prepared: Installation, tmp_path: Path) -> None:
        """The embedding model here is there already; database and index are made."""
        new = Installation(tmp_path / "home", prepared.documents)
        new.home.mkdir()
        (new.home / "embedding").symlink_to(prepared.home / "embedding")
        folders = json.dumps([{"path": str(new.documents), "base_url": BASE_URL}])
        process = new.start("run", SOURCES_FOLDERS=folders, WEB_PORT="0")
        output = output_until(process, "Serving until stopped")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode == 0, errors
        assert "Reading the sources and building the index" in output
        assert "Pages: 4 new" in output
        assert "Ready after" in output


def test_the_module_is_the_script(frontdesk: Installation) -> None:
    """`python -m bot` knows every command."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE_SECONDS,
        env=frontdesk.environment({}) | {"COLUMNS": "200", "PATH": os.environ["PATH"]},
    )
    for command in ("run", "setup", "ask", "chat", "refresh", "eval", "sources", "doctor"):
        assert command in done.stdout


def test_a_terminal_without_unicode_does_no_harm(frontdesk: Installation) -> None:
    """What it cannot show becomes a question mark."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE_SECONDS,
        cwd=frontdesk.home.parent,
        env=frontdesk.environment({}) | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    assert "? Index: " in done.stdout
