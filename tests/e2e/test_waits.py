"""Wait times on the command line, from a saved payload and from a feed that lies in a file."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.e2e.command_line import BASE_URL, CHECKOUT, Installation
from tests.unit.wait_times.test_alberta import CAMPUS, FOOTHILLS

PAYLOAD = CHECKOUT / "data" / "eval" / "waits" / "alberta.json"
SHORTEST = ["Cochrane Community Health Centre", "Okotoks Health and Wellness Centre"]
HOURS = 3600


@dataclass(frozen=True, slots=True)
class Feed:
    """An installation that reads its wait times from a file, which was published just now."""

    frontdesk: Installation
    file: Path

    def run(self, *arguments: str) -> Result:
        """Run a command."""
        return self.frontdesk.run(*arguments, WAITS_URL=f"file:{self.file}")

    def listed(self, *sites: str) -> list[dict[str, Any]]:
        """What `waits --json` prints."""
        done = self.run("waits", *sites, "--json")
        assert done.exit_code == 0, done.output
        listed: list[dict[str, Any]] = json.loads(done.stdout)
        return listed

    def asked(self, question: str) -> dict[str, Any]:
        """What `ask --json` prints."""
        done = self.run("ask", "--json", question)
        assert done.exit_code == 0, done.output
        record: dict[str, Any] = json.loads(done.stdout)
        return record


@pytest.fixture
def feed(frontdesk: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Feed:
    """The committed payload, as a feed."""
    # A narrow terminal breaks lines anywhere.
    monkeypatch.setenv("COLUMNS", "120")
    file = tmp_path / "feed.json"
    shutil.copyfile(PAYLOAD, file)
    return Feed(frontdesk, file)


class TestSavedPayload:
    def test_it_is_shown(self, frontdesk: Installation, tmp_path: Path) -> None:
        """As a list of facilities, or as a table."""
        file = tmp_path / "waits.json"
        file.write_text(json.dumps({"Calgary": {"Emergency": [FOOTHILLS, CAMPUS]}}), "utf-8")
        listed = json.loads(frontdesk.run("waits", "--from", str(file), "--json").stdout)
        assert [one["wait_minutes"] for one in listed] == [218, 62, None]
        assert set(listed[0]) == {
            "region", "name", "kind", "wait_minutes", "published", "town", "url", "latitude", "longitude",
        }  # fmt: skip
        table = frontdesk.run("waits", "--from", str(file)).stdout
        assert "3 h 38 min" in table
        assert "not known" in table

    def test_what_is_no_feed_is_told(self, frontdesk: Installation, tmp_path: Path) -> None:
        """A page that says that the service is down, say."""
        file = tmp_path / "waits.json"
        file.write_text("<html>down</html>", "utf-8")
        done = frontdesk.run("waits", "--from", str(file), "--json")
        assert done.exit_code == 1
        assert "no JSON" in done.output


class TestWaits:
    def test_all_are_told(self, feed: Feed) -> None:
        """By region; those that are not known last, without a time."""
        told = feed.run("waits").stdout
        assert "Royal Alexandra Hospital: 6 h 21 min" in told
        assert told.index("Fort McMurray") < told.index("Wait not known: Devon General Hospital")

    def test_sites_are_told_as_people_call_them(self, feed: Feed) -> None:
        """Those and no others, in the order given."""
        told = feed.run("waits", "the Stollery", "fothills").stdout
        assert told.index("2 h 38 min") < told.index("5 h 52 min")
        assert "Royal Alexandra" not in told

    def test_the_list_agrees_with_the_saved_payload(self, feed: Feed) -> None:
        """Whether it was kept and read back, or just parsed."""
        saved = feed.run("waits", "--from", str(feed.file), "--json").stdout
        assert feed.listed() == json.loads(saved)

    def test_an_unknown_wait_is_null(self, feed: Feed) -> None:
        """It is no zero."""
        (devon,) = feed.listed("Devon")
        assert (devon["wait_minutes"], devon["published"]) == (None, "Wait times unavailable")

    def test_a_site_that_there_is_not(self, feed: Feed) -> None:
        """Those that there are get named; nothing is told of the others."""
        done = feed.run("waits", "Foothills", "Nowhere")
        assert done.exit_code == 1
        assert "The feed has no 'Nowhere'. It has: Alberta Children's Hospital, " in done.stderr
        assert done.stdout == ""

    def test_a_chart_is_drawn(self, feed: Feed, tmp_path: Path) -> None:
        """As a PNG; what it shows is told in words, too."""
        done = feed.run("waits", "Calgary", "--chart", "out.png")
        assert done.exit_code == 0, done.output
        assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG\r\n")
        assert "out.png: Calgary sites. Cochrane Community Health Centre" in done.stderr

    def test_a_chart_that_cannot_be_written(self, feed: Feed) -> None:
        """Its folder does not exist."""
        done = feed.run("waits", "Calgary", "--chart", "nowhere/out.png")
        assert done.exit_code == 1
        assert "Cannot write 'nowhere/out.png'" in done.stderr


class TestTroubledFeed:
    def test_one_that_is_missing(self, feed: Feed) -> None:
        """It is named, with what to look at."""
        feed.file.unlink()
        done = feed.run("waits")
        assert done.exit_code == 1
        assert "cannot be read: No such file" in done.stderr
        assert "FRONTDESK_WAITS_URL" in done.stderr

    def test_one_that_is_broken(self, feed: Feed) -> None:
        """A page that says that the service is down, say."""
        feed.file.write_text("<html>down</html>", "utf-8")
        done = feed.run("waits")
        assert done.exit_code == 1
        assert "The feed is no JSON: it is a web page" in done.stderr

    def test_a_question_meanwhile_is_answered_calmly(self, feed: Feed) -> None:
        """No number is made up, and the log has the reason."""
        feed.file.unlink()
        record = feed.asked("how long is the wait in the ER")
        assert record["facilities"] == []
        assert "min" not in record["answer"]

    def test_the_pages_answer_as_ever(self, feed: Feed) -> None:
        """What is not on wait times does not need the feed."""
        feed.file.unlink()
        record = feed.asked("Who runs payroll?")
        assert "Maria Chen" in record["answer"]
        assert "facilities" not in record

    def test_old_times_are_told_as_old(self, feed: Feed) -> None:
        """A file is as old as its latest change."""
        changed_at = time.time() - 3 * HOURS
        os.utime(feed.file, (changed_at, changed_at))
        assert feed.run("waits", "Foothills").stdout.startswith("These times are old: ")
        assert "3 hours ago" in feed.asked("how long is the wait at Foothills")["answer"]

    def test_no_feed(self, frontdesk: Installation) -> None:
        """Where a source is set there are no made-up times: it says what to set."""
        folders = json.dumps([{"path": str(frontdesk.documents), "base_url": BASE_URL}])
        done = frontdesk.run("waits", SOURCES_FOLDERS=folders)
        assert done.exit_code == 1
        assert "Set FRONTDESK_WAITS_URL" in done.stderr
        asked = frontdesk.run("ask", "--json", "wait time at Foothills", SOURCES_FOLDERS=folders)
        record = json.loads(asked.stdout)
        assert record["outcome"] == "declined"
        assert "facilities" not in record


class TestAsk:
    def test_facilities_stand_in_the_order_told(self, feed: Feed) -> None:
        """The shortest first; the answer names them in the same order."""
        record = feed.asked("shortest wait in Calgary")
        names = [told["name"] for told in record["facilities"]]
        waits = [told["wait_minutes"] for told in record["facilities"]]
        assert names[:2] == SHORTEST
        assert waits == sorted(waits)
        assert record["answer"].index(SHORTEST[0]) < record["answer"].index(SHORTEST[1])

    def test_an_er_is_no_urgent_care(self, feed: Feed) -> None:
        """Who asks for the shortest ER is sent to one."""
        record = feed.asked("shortest ER in Calgary")
        told = record["facilities"][0]
        assert told == {"name": "Alberta Children's Hospital", "wait_minutes": 134}

    def test_a_file_of_questions(self, feed: Feed, tmp_path: Path) -> None:
        """Answers on wait times hold facilities, an unknown wait is null; others hold none."""
        questions = {
            "known": "how long is the wait at the Stollery?",
            "unknown": "how long is the wait at Devon?",
            "page": "Who runs payroll?",
        }
        lines = [json.dumps({"id": name, "question": text}) for name, text in questions.items()]
        (tmp_path / "questions.jsonl").write_text("\n".join(lines), "utf-8")
        done = feed.run("ask", "--file", "questions.jsonl", "--out", "answers.jsonl")
        assert done.exit_code == 0, done.output
        answers = (tmp_path / "answers.jsonl").read_text("utf-8").splitlines()
        known, unknown, page = map(json.loads, answers)
        stollery = {"name": "Stollery Children's Hospital", "wait_minutes": 158}
        assert known["facilities"] == [stollery]
        assert unknown["facilities"] == [{"name": "Devon General Hospital", "wait_minutes": None}]
        assert "facilities" not in page

    def test_a_question_of_two_parts_gets_both(self, feed: Feed) -> None:
        """The wait from the feed, the rest from the pages, with the sources of both."""
        record = feed.asked("How long is the wait at Foothills, and who runs payroll?")
        assert [told["wait_minutes"] for told in record["facilities"]] == [352]
        assert "5 h 52 min" in record["answer"]
        assert "Maria Chen" in record["answer"]
        assert f"{BASE_URL}/payroll.md" in record["sources"]
