"""Settings: where they come from, which counts, and what is said about wrong ones."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, load_settings
from bot.settings_problems import keys
from bot.settings_table import settings_table, update_readme
from core.errors import SettingsError


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith("FRONTDESK_"):
            monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def problems(folder: Path, toml: str = "") -> list[str]:
    """What is said about a TOML file, a line a problem."""
    (folder / "frontdesk.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(folder=folder)
    return str(caught.value).splitlines()[1:]


class TestWhereTheyComeFrom:
    def test_everything_has_a_default(self, folder: Path) -> None:
        """The desk starts without any file: on the sample site, quoting, in `var`."""
        settings = load_settings(folder=folder)
        assert settings.sources.websites == ()
        assert settings.model.name == ""
        assert settings.database_url == "sqlite+aiosqlite:///var/frontdesk.db"

    def test_environment_counts_before_dotenv_before_toml(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each place overrides only what it names."""
        toml = "[crawl]\nmax_pages = 1\nmax_mebibytes = 1\ndelay_seconds = 1"
        (folder / "frontdesk.toml").write_text(toml)
        (folder / ".env").write_text("FRONTDESK_CRAWL_MAX_PAGES=2\nFRONTDESK_CRAWL_MAX_MEBIBYTES=2")
        monkeypatch.setenv("FRONTDESK_CRAWL_MAX_PAGES", "3")
        crawl = load_settings(folder=folder).crawl
        assert (crawl.max_pages, crawl.max_mebibytes, crawl.delay_seconds) == (3, 2, 1)

    def test_home_moves_the_database_along(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One variable names the folder for everything that is written."""
        monkeypatch.setenv("FRONTDESK_HOME", "/srv/desk")
        assert load_settings(folder=folder).database_url == (
            "sqlite+aiosqlite:////srv/desk/frontdesk.db"
        )

    def test_another_file_can_be_named(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In the environment, or in `.env`."""
        (folder / "other.toml").write_text("[refresh]\nat = '05:15'")
        (folder / ".env").write_text(f"FRONTDESK_CONFIG={folder}/other.toml")
        assert load_settings(folder=folder).refresh.at == time(5, 15)
        monkeypatch.setenv("FRONTDESK_CONFIG", str(folder / "missing.toml"))
        with pytest.raises(SettingsError, match=r"missing\.toml, which does not exist"):
            load_settings(folder=folder)

    def test_sources_are_tables_in_the_file(self, folder: Path) -> None:
        """Nested tables keep their order; headers stay secret."""
        (folder / "frontdesk.toml").write_text(
            '[[sources.websites]]\nurl = "https://a.example"\nheaders = {Cookie = "s3cret"}\n'
            '[[sources.folders]]\npath = "docs"\nbase_url = "https://a.example/docs"\n'
        )
        settings = load_settings(folder=folder)
        (website,) = settings.sources.websites
        assert website.source_name == "a.example"
        assert website.headers["Cookie"].get_secret_value() == "s3cret"
        assert "s3cret" not in repr(settings)
        assert settings.sources.folders[0].source_name == "docs"

    def test_sources_are_json_in_the_environment(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A container may be set up without any file."""
        monkeypatch.setenv("FRONTDESK_SOURCES_WEBSITES", '[{"url": "https://a.example"}]')
        assert load_settings(folder=folder).sources.websites[0].url == "https://a.example"

    def test_variables_of_others_are_left_alone(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Other programs' variables in `.env`, and those that Kubernetes makes for a service."""
        (folder / ".env").write_text("POSTGRES_USER=x\nSLACK_TOKEN=y\n")
        monkeypatch.setenv("FRONTDESK_PORT", "tcp://10.0.0.1:8808")
        monkeypatch.setenv("FRONTDESK_SERVICE_PORT_HTTP", "8808")
        load_settings(folder=folder)

    def test_settings_cannot_be_changed(self, folder: Path) -> None:
        """Neither they nor their sections."""
        settings = load_settings(folder=folder)
        with pytest.raises(ValidationError, match="frozen"):
            settings.crawl.max_pages = 1  # type: ignore[misc]


class TestWhatIsWrong:
    def test_every_wrong_value_is_named(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With its value, its place and what is expected; not only the first."""
        (folder / ".env").write_text("FRONTDESK_SAMPLE_PORT=99999")
        monkeypatch.setenv("FRONTDESK_CRAWL_MAX_PAGES", "many")
        found = problems(folder, "[answer]\nstrictness = 2\n[refresh]\ntime_zone = 'Mars'")
        assert len(found) == 4
        text = "\n".join(found)
        assert "answer.strictness = 2 (from" in text
        assert "frontdesk.toml): should be less than or equal to 1." in text
        assert "sample.port = '99999' (from FRONTDESK_SAMPLE_PORT in .env)" in text
        assert "crawl.max_pages = 'many' (from environment variable FRONTDESK_CRAWL_MAX_PAGES)" in (
            text
        )
        assert "refresh.time_zone = 'Mars'" in text
        assert "such as America/Edmonton" in text

    @pytest.mark.parametrize(
        ("toml", "meant"),
        [
            ("[crawl]\nmaxpages = 1", "crawl.max_pages"),
            ("[crawler]\nmax_pages = 1", "crawl"),
            ("[[sources.websites]]\nurl='https://a.example'\ndeny_path=['/x']", "deny_paths"),
        ],
    )
    def test_an_unknown_key_gets_a_suggestion(self, folder: Path, toml: str, meant: str) -> None:
        """A misspelt key must not be ignored in silence."""
        (problem,) = problems(folder, toml)
        assert "there is no such setting. Did you mean" in problem
        assert meant in problem

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("FRONTDESK_CRWAL_MAX_PAGES", "FRONTDESK_CRAWL_MAX_PAGES"),
            ("FRONTDESK_HOME_FOLDER", "FRONTDESK_MODEL_FOLDER"),
            ("FRONTDESK_CRAWL_MAX_PAGE", "crawl.max_pages"),
        ],
    )
    def test_an_unknown_variable_gets_a_suggestion(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, meant: str
    ) -> None:
        """In the environment as in `.env`."""
        (folder / ".env").write_text(f"{name}=1")
        (problem,) = problems(folder)
        assert problem.endswith(f"Did you mean {meant}?")
        (folder / ".env").unlink()
        monkeypatch.setenv(name, "1")
        (problem,) = problems(folder)
        assert problem.endswith(f"Did you mean {meant}?")

    def test_secrets_are_never_shown(self, folder: Path) -> None:
        """Neither headers nor passwords in addresses."""
        toml = (
            "[[sources.websites]]\nurl = 'ftp://me:hunter2@a.example'\n"
            "headers = {Cookie = 31337}\n[database]\nurl = 'mysql://me:hunter2@host/name'"
        )
        text = "\n".join(problems(folder, toml))
        assert "hunter2" not in text
        assert "31337" not in text
        assert "headers.Cookie = (hidden)" in text

    def test_two_sources_need_two_names(self, folder: Path) -> None:
        """Otherwise each would delete the other's pages."""
        site = "[[sources.websites]]\nurl = 'https://a.example/{}'\n"
        (problem,) = problems(folder, site.format("x") + site.format("y"))
        assert "twice: a.example" in problem

    def test_json_that_is_none_is_told(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A list in the environment must be JSON."""
        monkeypatch.setenv("FRONTDESK_SOURCES_WEBSITES", "https://a.example")
        (problem,) = problems(folder)
        assert "must be JSON" in problem

    def test_an_answer_must_fit_its_context(self, folder: Path) -> None:
        """A limit that could never work is told at the start, not at the first question."""
        (problem,) = problems(folder, "[model]\ncontext_tokens = 512\nmax_answer_tokens = 400")
        assert "at most half of" in problem

    def test_a_section_is_a_table(self, folder: Path) -> None:
        """A value where a section should be is told as such."""
        (problem,) = problems(folder, "crawl = 3")
        assert "crawl = 3" in problem
        assert "must be a table of settings" in problem

    @pytest.mark.parametrize("content", [b"[crawl", b"\xff\xfe"])
    def test_a_file_that_is_no_toml_is_told(self, folder: Path, content: bytes) -> None:
        """With its name."""
        (folder / "frontdesk.toml").write_bytes(content)
        with pytest.raises(SettingsError, match=r"frontdesk\.toml cannot be read"):
            load_settings(folder=folder)


class TestTable:
    def test_every_setting_has_its_line_and_meaning(self) -> None:
        """A setting without a docstring cannot be documented, and fails here."""
        table = settings_table()
        assert table.count("\n") - 1 == len(list(keys(Settings)))
        assert "| `crawl.max_pages` | `FRONTDESK_CRAWL_MAX_PAGES` | `5000` | Pages" in table

    def test_the_readme_keeps_all_but_the_table(self) -> None:
        """The table goes between its markers; doing it twice changes nothing."""
        readme = "a\n<!-- settings:begin -->\nold\n<!-- settings:end -->\nb\n"
        updated = update_readme(readme)
        assert updated.startswith("a\n<!-- settings:begin -->\n| setting |")
        assert updated.endswith("|\n<!-- settings:end -->\nb\n")
        assert update_readme(updated) == updated
        with pytest.raises(ValueError, match="markers"):
            update_readme("no markers")


def test_importing_settings_brings_in_nothing_heavy() -> None:
    """Every command pays for this import."""
    program = (
        "import bot.settings, sys; print({'numpy', 'sqlalchemy', 'httpx'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout == b"set()\n"
