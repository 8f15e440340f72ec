"""What goes wrong around the desk: a clear message each time, and nothing is lost."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pypdf
import pytest
from aiohttp import web
from reportlab.pdfgen import canvas

from tests.e2e.command_line import (
    BASE_URL,
    DEADLINE_SECONDS,
    Installation,
    chatterbox,
    output_until,
)
from tests.fakes.local_site import LocalSite, page, serve

PAYROLL = "Who runs payroll?"
INTERRUPTED = 130


def answers(frontdesk: Installation) -> bool:
    return "Maria Chen" in frontdesk.run("ask", PAYROLL).output


def flip_a_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def rewrite_manifest(snapshot: Path, **values: object) -> None:
    file = snapshot / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | values), "utf-8")


class TestQuestions:
    @pytest.mark.parametrize("question", [" ", "\t\n", "?!…", "\x00\x1b"])
    def test_a_question_without_words_is_refused(
        self, frontdesk: Installation, question: str
    ) -> None:
        """It says what to do instead; the exit code is 2, as for wrong arguments."""
        result = frontdesk.run("ask", question)
        assert result.exit_code == 2
        assert "no words in it. Please ask in a sentence" in result.output

    def test_no_question_shows_how_to_ask(self, frontdesk: Installation) -> None:
        """An empty one is as good as none."""
        result = frontdesk.run("ask", "")
        assert result.exit_code == 2
        assert "Give a question" in result.output

    def test_a_long_question_is_refused(self, frontdesk: Installation) -> None:
        """It says how long it was and how long it may be."""
        result = frontdesk.run("ask", "abcd " * 4000)
        assert result.exit_code == 2
        assert "19,999 characters long; I can read 4,000" in result.output

    def test_a_file_piped_in_is_refused(self, frontdesk: Installation) -> None:
        """Bytes that are no text never become a question."""
        garbage = bytes(range(256)) * 4
        result = frontdesk.run("ask", "-", stdin=garbage)
        assert result.exit_code == 2
        assert "looks like a file, not a question" in result.output

    def test_odd_bytes_in_a_question_do_no_harm(self, frontdesk: Installation) -> None:
        """A terminal in another encoding sends them."""
        result = frontdesk.run("ask", "-", stdin=b"Who runs payroll\xe9 ?")
        assert result.exit_code == 0
        assert "Maria Chen" in result.output


class TestDamagedIndex:
    HARMS = (
        ("bit flipped", lambda s: flip_a_bit(s / "passages.faiss"), "checksum differs"),
        ("text flipped", lambda s: flip_a_bit(s / "passages.jsonl"), "checksum differs"),
        ("cut short", lambda s: os.truncate(s / "units.npy", 100), "cut short"),
        ("file missing", lambda s: (s / "offsets.npy").unlink(), "cannot be read"),
        ("manifest missing", lambda s: (s / "manifest.json").unlink(), "has no manifest"),
        ("manifest cut", lambda s: os.truncate(s / "manifest.json", 90), "cannot be read"),
        ("other model", lambda s: rewrite_manifest(s, model_id="other@1"), "was made with 'other"),
        ("other length", lambda s: rewrite_manifest(s, dimensions=768), "768 dimensions"),
        ("other format", lambda s: rewrite_manifest(s, format=999), "has format 999"),
        (
            "pointer damaged",
            lambda s: (s.parent.parent / "CURRENT").write_bytes(b"\xff\xfe"),
            "which names the index, cannot be read",
        ),
        (
            "pointer astray",
            lambda s: (s.parent.parent / "CURRENT").write_text("elsewhere\n"),
            "has no manifest",
        ),
    )

    @pytest.mark.parametrize(
        ("harm", "told"), [case[1:] for case in HARMS], ids=[case[0] for case in HARMS]
    )
    def test_it_is_refused_and_a_refresh_repairs_it(
        self, frontdesk: Installation, harm: Callable[[Path], object], told: str
    ) -> None:
        """The message names the cure, which works and reads no document again."""
        harm(frontdesk.snapshot)
        refused = frontdesk.run("ask", PAYROLL)
        assert refused.exit_code == 1
        assert told in refused.output
        assert "frontdesk refresh" in refused.output
        repaired = frontdesk.refresh()
        assert repaired.exit_code == 0
        assert "0 new, 0 changed, 4 unchanged" in repaired.output
        assert "0 texts embedded" in repaired.output
        assert answers(frontdesk)

    def test_a_chat_does_not_begin_on_a_damaged_index(self, frontdesk: Installation) -> None:
        """It says so at once."""
        (frontdesk.snapshot / "manifest.json").unlink()
        result = frontdesk.run("chat")
        assert result.exit_code == 1
        assert "has no manifest" in result.output

    async def test_a_site_is_not_asked_again(self, frontdesk: Installation) -> None:
        """Its pages are confirmed by 304 and come from storage."""
        async with serve({"/": page("Home", "/a"), "/a": page("Zebra crossing")}) as site:
            settings = {"SOURCES_WEBSITES": json.dumps([{"url": f"{site.root}/"}])}
            await asyncio.to_thread(frontdesk.run, "refresh", **settings)
            flip_a_bit(frontdesk.snapshot / "passages.jsonl")
            site.asked.clear()
            result = await asyncio.to_thread(frontdesk.run, "refresh", **settings)
            assert "2 unchanged" in result.output
            assert "Index " in result.output
            asked = {path: "If-None-Match" in headers for path, headers in site.asked}
            assert asked["/"]
            assert asked["/a"]


class TestSources:
    @pytest.mark.slow
    async def test_a_site_that_is_down_keeps_its_pages(self, frontdesk: Installation) -> None:
        """The exit code says that it was not complete, the old pages answer."""
        zebra = page("Zebra", text="The zebra crossing is closed until the ninth of May.")
        async with serve({"/": page("Home", "/a"), "/a": zebra}) as site:
            settings = {
                "SOURCES_WEBSITES": json.dumps([{"url": f"{site.root}/"}]),
                "CRAWL_TIMEOUT_SECONDS": "1",
            }
            await asyncio.to_thread(frontdesk.run, "refresh", **settings)
            site.is_down = True
            result = await asyncio.to_thread(frontdesk.run, "refresh", **settings)
        assert result.exit_code == 1
        assert "0 gone" in result.output
        assert "not complete: 127.0.0.1" in result.output
        answer = await asyncio.to_thread(frontdesk.run, "ask", "Until when is the zebra closed?")
        assert "ninth of May" in answer.output

    def test_documents_that_cannot_be_read_are_told(self, frontdesk: Installation) -> None:
        """A broken and an encrypted PDF are named with reasons; the rest is indexed."""
        (frontdesk.documents / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
        _write_pdf(frontdesk.documents / "good.pdf", "The greenhouse opens on the first of June.")
        _encrypt(frontdesk.documents / "good.pdf", frontdesk.documents / "secret.pdf")
        result = frontdesk.refresh()
        assert result.exit_code == 0
        assert "1 new, 0 changed, 4 unchanged, 0 gone, 2 failed" in result.output
        assert f"failed: {BASE_URL}/broken.pdf: The PDF is damaged" in result.output
        assert f"failed: {BASE_URL}/secret.pdf: " in result.output
        assert "first of June" in frontdesk.run("ask", "When does the greenhouse open?").output

    def test_a_document_that_broke_keeps_what_was_known(self, frontdesk: Installation) -> None:
        """Until it can be read again."""
        _write_pdf(frontdesk.documents / "good.pdf", "The greenhouse opens on the first of June.")
        frontdesk.refresh()
        (frontdesk.documents / "good.pdf").write_bytes(b"%PDF-1.7\nbroken")
        assert "0 gone, 1 failed" in frontdesk.refresh("--full").output
        assert "first of June" in frontdesk.run("ask", "When does the greenhouse open?").output

    @pytest.mark.parametrize("arguments", [(), ("--full",)])
    def test_a_share_that_is_not_mounted_keeps_its_pages(
        self, frontdesk: Installation, arguments: tuple[str, ...]
    ) -> None:
        """An empty folder looks just like it."""
        frontdesk.documents.rename(frontdesk.documents.with_name("elsewhere"))
        frontdesk.documents.mkdir()
        result = frontdesk.refresh(*arguments)
        assert result.exit_code == 1
        assert "is it mounted?" in result.output
        assert answers(frontdesk)

    def test_nothing_to_read_at_all_is_told(self, prepared: Installation, tmp_path: Path) -> None:
        """There is no index then, and the sources are to be looked at."""
        new = Installation(tmp_path / "home", tmp_path / "documents")
        new.documents.mkdir()
        new.home.mkdir()
        (new.home / "embedding").symlink_to(prepared.home / "embedding")
        result = new.refresh()
        assert result.exit_code == 1
        assert "Not one page could be read" in result.output


def _write_pdf(file: Path, text: str) -> None:
    drawing = canvas.Canvas(str(file))
    drawing.setTitle("Greenhouse")
    drawing.drawString(72, 720, "Greenhouse")
    drawing.drawString(72, 680, text)
    drawing.save()


def _encrypt(source: Path, target: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=source)
    writer.encrypt("secret", algorithm="RC4-128")
    with target.open("wb") as file:
        writer.write(file)


class TestDatabase:
    @contextlib.contextmanager
    def held(self, frontdesk: Installation) -> Iterator[None]:
        """Another connection holds the right to write."""
        with closing(sqlite3.connect(frontdesk.home / "frontdesk.db", timeout=0)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.rollback()

    @pytest.mark.slow
    def test_a_refresh_tells_of_a_locked_database(self, frontdesk: Installation) -> None:
        """After waiting for some seconds; the next refresh reads what this one could not keep."""
        (frontdesk.documents / "pool.md").write_text("# Pool\n\nThe pool opens at 6:00.\n", "utf-8")
        with self.held(frontdesk):
            result = frontdesk.refresh()
            assert result.exit_code == 1
            assert "another process has kept it locked for too long" in result.output
            assert answers(frontdesk)
        assert "1 new" in frontdesk.refresh().output

    def test_a_damaged_database_is_told(self, frontdesk: Installation) -> None:
        """With what to do about it."""
        for file in frontdesk.home.glob("frontdesk.db*"):
            file.unlink()
        (frontdesk.home / "frontdesk.db").write_text("no database " * 100, "utf-8")
        result = frontdesk.run("ask", PAYROLL)
        assert result.exit_code == 1
        assert "is not a SQLite database" in result.output


def _cannot(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.fixture
def small_disk(frontdesk: Installation) -> Iterator[Installation]:
    """The installation on a disk of its own that is nearly full."""
    disk = frontdesk.home.with_name("disk")
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() or _cannot(["mount", *options]):
        pytest.skip("a small disk can only be made by root, where mounting is allowed")
    try:
        moved = Installation(disk / "home", frontdesk.documents)
        frontdesk.home.rename(frontdesk.home.with_name("moved"))
        subprocess.run(["cp", "-a", str(frontdesk.home.with_name("moved")), moved.home], check=True)
        yield moved
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.slow
class TestFullDisk:
    def test_a_refresh_leaves_the_index_as_it_was(self, small_disk: Installation) -> None:
        """The message says so; with room again, a refresh succeeds."""
        text = "\n\n".join(f"## Rule {n}\n\nRule {n} is about {n} things." for n in range(3000))
        (small_disk.documents / "rules.md").write_text(f"# Rules\n\n{text}\n", "utf-8")
        result = small_disk.refresh()
        assert result.exit_code == 1
        assert "Traceback" not in result.output
        assert "space" in result.output
        assert answers(small_disk)
        (small_disk.documents / "rules.md").unlink()
        assert small_disk.refresh().exit_code == 0
        assert answers(small_disk)


class HeldSite:
    """A site whose last pages do not come before they are let go."""

    def __init__(self, pages: int) -> None:
        self.reached = asyncio.Event()
        self.let_go = asyncio.Event()
        self.routes = {f"/{n}": page(f"Page {n}", f"/{n + 1}") for n in range(1, pages)}
        self.routes |= {"/": page("Home", "/1")}
        self.last = f"/{pages}"

    async def hold(self, _request: web.Request) -> web.Response:
        self.reached.set()
        await self.let_go.wait()
        text = "The ostrich is fed at noon by the night porter."
        return web.Response(text=page("Ostrich", text=text), content_type="text/html")

    @contextlib.asynccontextmanager
    async def serving(self) -> Iterator[LocalSite]:
        async with serve({**self.routes, self.last: self.hold}) as site:
            try:
                yield site
            finally:
                self.let_go.set()


def site_settings(site: LocalSite) -> dict[str, str]:
    return {
        "SOURCES_WEBSITES": json.dumps([{"url": f"{site.root}/"}]),
        "CRAWL_DELAY_SECONDS": "0",
    }


async def finish(process: subprocess.Popen[str]) -> tuple[str, str]:
    return await asyncio.to_thread(process.communicate, timeout=DEADLINE_SECONDS)


@pytest.mark.slow
class TestRefreshesAtOnce:
    async def test_the_second_says_so_and_the_first_goes_on(self, frontdesk: Installation) -> None:
        """The second ends at once with exit code 1."""
        held = HeldSite(pages=2)
        async with held.serving() as site:
            first = frontdesk.start("refresh", **site_settings(site))
            await asyncio.wait_for(held.reached.wait(), DEADLINE_SECONDS)
            second = frontdesk.start("refresh", **site_settings(site))
            _, errors = await finish(second)
            assert second.returncode == 1
            assert "Another refresh of" in errors
            assert await asyncio.to_thread(answers, frontdesk)
            held.let_go.set()
            output, errors = await finish(first)
        assert first.returncode == 0, errors
        assert "3 new" in output


@pytest.mark.slow
class TestInterrupts:
    async def test_an_interrupted_refresh_is_taken_up_again(self, frontdesk: Installation) -> None:
        """The old index serves meanwhile; then also what the broken-off walk had not seen is in."""
        held = HeldSite(pages=3)
        async with held.serving() as site:
            first = frontdesk.start("refresh", **site_settings(site))
            await asyncio.wait_for(held.reached.wait(), DEADLINE_SECONDS)
            first.send_signal(signal.SIGINT)
            _, errors = await finish(first)
            assert first.returncode == INTERRUPTED
            assert "Stopped. Nothing that was finished is lost." in errors
            assert await asyncio.to_thread(answers, frontdesk)
            held.let_go.set()
            second = frontdesk.start("refresh", **site_settings(site))
            output, errors = await finish(second)
        assert second.returncode == 0, errors
        assert "1 new, 0 changed, 3 unchanged" in output
        answer = await asyncio.to_thread(frontdesk.run, "ask", "Who feeds the ostrich?")
        assert "night porter" in answer.output

    async def test_a_killed_refresh_is_taken_up_again(self, frontdesk: Installation) -> None:
        """Power fails: no lock is left behind, and the next one finds every page."""
        held = HeldSite(pages=3)
        async with held.serving() as site:
            first = frontdesk.start("refresh", **site_settings(site))
            await asyncio.wait_for(held.reached.wait(), DEADLINE_SECONDS)
            first.kill()
            await finish(first)
            held.let_go.set()
            second = frontdesk.start("refresh", **site_settings(site))
            output, errors = await finish(second)
        assert second.returncode == 0, errors
        assert "4 pages" in output

    def test_an_answer_can_be_interrupted(self, frontdesk: Installation, tmp_path: Path) -> None:
        """A model that runs on is stopped in the middle of a word."""
        model = chatterbox(tmp_path)
        process = frontdesk.start("ask", PAYROLL, **model)
        output_until(process, "word9")
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode == INTERRUPTED
        assert "word998" not in rest
        assert "Stopped." in errors
        assert "Traceback" not in errors

    def test_an_interrupted_answer_does_not_end_a_chat(
        self, frontdesk: Installation, tmp_path: Path
    ) -> None:
        """Not the second time either; at the prompt Ctrl-C leaves."""
        process = frontdesk.start("chat", **chatterbox(tmp_path))
        assert process.stdin is not None
        for _ in range(2):
            process.stdin.write(f"{PAYROLL}\n")
            process.stdin.flush()
            output_until(process, "word9")
            process.send_signal(signal.SIGINT)
            assert "word998" not in output_until(process, "Stopped.")
        process.send_signal(signal.SIGINT)
        # Without closing the input, whose end would end it too.
        _poll(lambda: process.poll() is not None)
        assert process.returncode == 0
        assert "Traceback" not in process.communicate()[1]

    def test_ctrl_c_at_the_prompt_of_a_terminal_leaves(self, frontdesk: Installation) -> None:
        """At once, not at the next Enter; the terminal shows what is typed again."""
        ours, theirs = os.openpty()
        before = termios.tcgetattr(theirs)
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=frontdesk.home.parent,
            env=frontdesk.environment({}),
        )
        _read_until(ours, "you ›")
        # Line editing begins a moment after the prompt.
        _poll(lambda: termios.tcgetattr(theirs) != before)
        process.send_signal(signal.SIGINT)
        _poll(lambda: process.poll() is not None)
        assert process.returncode == 0
        assert termios.tcgetattr(theirs) == before
        os.close(ours)
        os.close(theirs)


def _read_until(descriptor: int, text: str) -> None:
    read = b""
    while text.encode() not in read:
        read += os.read(descriptor, 1024)


def _poll(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)
