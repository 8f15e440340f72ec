"""The command line `frontdesk`: parses, dispatches, and turns errors into words and exit codes.

Nothing heavy is imported here, so that `frontdesk ask` answers in about a second.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_platforms import manifest_app, slack_app
from bot.running import run_command

app = typer.Typer(
    name="frontdesk",
    help="A help desk that answers from your organisation's own pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="Language models that can write the answers.", no_args_is_help=True)
app.add_typer(models_app, name="models")
feedback_app = typer.Typer(help="What people thought of answers.", no_args_is_help=True)
app.add_typer(feedback_app, name="feedback")
subscribe_app = typer.Typer(help="Wait times that are posted unasked.", no_args_is_help=True)
app.add_typer(subscribe_app, name="subscribe")
jobs_app = typer.Typer(help="What happens by the clock.", no_args_is_help=True)
app.add_typer(jobs_app, name="jobs")
app.add_typer(manifest_app, name="manifest")
app.add_typer(slack_app, name="slack")


@app.command()
def run() -> None:
    """Set up what is missing, then start the desk."""
    from bot.commands.run import run_desk  # noqa: PLC0415

    run_command(run_desk())


@app.command()
def setup() -> None:
    """Prepare the embedding model, the database and the index, then stop."""
    from bot.commands.setup import set_up  # noqa: PLC0415

    run_command(set_up())


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question; `-` reads it from input.")] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    file: Annotated[
        Path | None, typer.Option(help="Answer every line of a JSONL file of questions.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where the answers to `--file` go.")] = None,
) -> None:
    """Answer one question, or a file of them."""
    from bot.commands import ask as command  # noqa: PLC0415

    if out is not None and file is None:
        raise typer.BadParameter("--out goes with --file: it is where its answers are written.")
    if question and file is not None:
        raise typer.BadParameter("Give a question or --file, not both.")
    if file is not None:
        run_command(command.ask_file(file, out))
    elif question:
        run_command(command.ask(_from_input() if question == "-" else question, as_json=as_json))
    else:
        raise typer.BadParameter('Give a question, e.g. frontdesk ask "Who runs payroll?"')


@app.command()
def chat() -> None:
    """Talk with the desk in the terminal; it remembers the conversation."""
    from bot.commands.chat import chat as command  # noqa: PLC0415

    run_command(command())


@app.command()
def refresh(
    *,
    full: Annotated[bool, typer.Option("--full", help="Fetch and index everything anew.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Index this folder instead of the configured sources.")
    ] = None,
    base_url: Annotated[
        str, typer.Option(help="With --folder: a file's address is this address / its path.")
    ] = "",
) -> None:
    """Read the sources again and renew the index."""
    from bot.commands.refresh import refresh as command  # noqa: PLC0415

    run_command(command(full=full, folder=folder, base_url=base_url))


@app.command(name="eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="JSONL of questions with expected answers.")],
    *,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Also write figures and cases as JSON.")
    ] = None,
    show_misses: Annotated[
        bool, typer.Option("--misses", help="List the cases that went wrong.")
    ] = False,
) -> None:
    """Measure the answers to questions whose answers are known."""
    from bot.commands.evaluate import evaluate as command  # noqa: PLC0415

    run_command(command(file, json_out=json_out, show_misses=show_misses))


@app.command()
def sources() -> None:
    """List where knowledge comes from and how fresh it is."""
    from bot.commands.sources import sources as command  # noqa: PLC0415

    run_command(command())


@app.command()
def doctor() -> None:
    """Check what is configured, missing or wrong, each with its cure."""
    from bot.commands.doctor import doctor as command  # noqa: PLC0415

    run_command(command())


@app.command()
def waits(
    sites: Annotated[
        list[str] | None,
        typer.Argument(help="Facilities, towns or regions; all without it.", show_default=False),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    chart: Annotated[Path | None, typer.Option(help="Draw a chart into this PNG file.")] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Read a saved payload instead of the feed.")
    ] = None,
) -> None:
    """Show how long people wait in emergency departments and urgent care."""
    from bot.commands.waits import waits as command  # noqa: PLC0415
    from bot.commands.waits import waits_from  # noqa: PLC0415

    if source is None:
        run_command(command(sites or (), as_json=as_json, chart=chart))
    elif sites or chart is not None:
        raise typer.BadParameter("--from shows a whole payload: give no sites and no --chart.")
    else:
        run_command(waits_from(source, as_json=as_json))


@subscribe_app.command("add")
def subscribe_add(
    wish: Annotated[
        str, typer.Argument(help='As in chat: "weekdays 7:00, all emergency departments".')
    ],
    *,
    to: Annotated[str, typer.Option(help="Where it is posted: PLATFORM/WORKSPACE/CHANNEL.")],
) -> None:
    """Have wait times posted by the clock, or when something happens."""
    from bot.commands.subscribe import add  # noqa: PLC0415

    run_command(add(wish, to=to))


@subscribe_app.command("list")
def subscribe_list(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False
) -> None:
    """List all subscriptions."""
    from bot.commands.subscribe import list_all  # noqa: PLC0415

    run_command(list_all(as_json=as_json))


SubscriptionNumber = Annotated[int, typer.Argument(help="Number from `subscribe list`.")]


@subscribe_app.command("pause")
def subscribe_pause(number: SubscriptionNumber) -> None:
    """Post nothing for a subscription until it is resumed."""
    from bot.commands.subscribe import pause  # noqa: PLC0415

    run_command(pause(number))


@subscribe_app.command("resume")
def subscribe_resume(number: SubscriptionNumber) -> None:
    """Go on with a subscription."""
    from bot.commands.subscribe import resume  # noqa: PLC0415

    run_command(resume(number))


@subscribe_app.command("remove")
def subscribe_remove(number: SubscriptionNumber) -> None:
    """Delete a subscription."""
    from bot.commands.subscribe import remove  # noqa: PLC0415

    run_command(remove(number))


@jobs_app.command("list")
def jobs_list(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False
) -> None:
    """List what happens by the clock, how it went and when it is due."""
    from bot.commands.jobs import list_jobs  # noqa: PLC0415

    run_command(list_jobs(as_json=as_json))


@jobs_app.command("run")
def jobs_run(name: Annotated[str, typer.Argument(help="Name from `jobs list`.")]) -> None:
    """Run a job now; never beside a run of it that is at work."""
    from bot.commands.jobs import run_job  # noqa: PLC0415

    run_command(run_job(name))


@models_app.command("list")
def models_list() -> None:
    """List the models that can be installed."""
    from bot.commands.models import list_models  # noqa: PLC0415

    run_command(list_models())


@models_app.command("pull")
def models_pull(name: Annotated[str, typer.Argument(help="Name from `models list`.")]) -> None:
    """Download a model, resuming where an earlier download stopped, and verify it."""
    from bot.commands.models import pull  # noqa: PLC0415

    run_command(pull(name))


@models_app.command("verify")
def models_verify(
    name: Annotated[str, typer.Argument(help="Name from `models list`; empty: all.")] = "",
) -> None:
    """Check the downloaded models against their checksums."""
    from bot.commands.models import verify  # noqa: PLC0415

    run_command(verify(name))


@feedback_app.command("export")
def feedback_export(
    *,
    out: Annotated[
        Path | None, typer.Option(help="File that is written; standard output without it.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only thumbs given on this day or later."),
    ] = None,
) -> None:
    """Write answers with thumbs as JSONL, to tune a model on."""
    from bot.commands.feedback import export  # noqa: PLC0415

    run_command(export(out, since=since.date() if since else None))


def _from_input() -> str:
    """What is piped in; bytes that are no text become U+FFFD, which answering knows."""
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def main() -> None:
    """Entry point of the `frontdesk` script."""
    # What people ask is in the database, its copies and the logs: other users of the machine must
    # not read them.  SQLite makes its own files, so that only the process's mask reaches them all.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no `✓` or `é` shows a `?`; that must not end a command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()
