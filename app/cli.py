"""The `crux` command: what an operator does. Features add their own commands (`app.cli` of the application)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError

from app.config import Settings, SettingsError, read_settings

USAGE_EXIT = 2


class Refusal(click.ClickException):
    """One clear sentence and exit code 2: something must be set or done first."""

    exit_code = USAGE_EXIT

    def show(self, file: Any = None) -> None:
        click.echo(f"crux: {self.message}", file=file or sys.stderr)


@contextmanager
def refusing() -> Iterator[None]:
    """A setting that cannot be used is a refusal."""
    try:
        yield
    except SettingsError as error:
        raise Refusal(str(error)) from error


def settings_or_refuse() -> Settings:
    with refusing():
        return read_settings()


def make_app() -> Flask:
    """The application for a command, with logs as JSON lines on standard error."""
    from app import create_app
    from app.core import logs

    logs.configure()
    with refusing():
        return create_app(read_settings())


def require_newest_schema(settings: Settings) -> None:
    """Refuse to work on a database that `crux migrate` has not brought up to date."""
    from app.core.migrations import newest_revision, present_revision

    if present_revision(settings.database_url) != newest_revision():
        raise Refusal("The database is not up to date with this release. Run: crux migrate")


class Commands(click.Group):
    """The commands below and those that features bring; the application is made only when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        own = super().list_commands(ctx)
        try:
            return sorted({*own, *_app_of(ctx).cli.commands})
        except Refusal as refusal:
            refusal.show()  # `crux --help` helps even before anything is set
            return own

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _app_of(ctx).cli.get_command(ctx, cmd_name)


def _app_of(ctx: click.Context) -> Flask:
    return ctx.ensure_object(ScriptInfo).load_app()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def crux() -> None:
    """Crux: run the site, its worker and its mail.

    Settings come from the environment (README, "Settings"); CRUX_MODE=demo needs none.
    """


@crux.command()
def migrate() -> None:
    """Bring the database to the newest schema (safe to repeat)."""
    from app.core.db import engine_options
    from app.core.migrations import migrate as bring_up_to_date
    from app.core.migrations import newest_revision

    settings = settings_or_refuse()
    engine_options(settings)  # makes the folder of a SQLite file
    bring_up_to_date(settings.database_url)
    click.echo(f"The database is at revision {newest_revision()}.")


@crux.command()
def run() -> None:
    """Serve the site: the web server and one worker, stopped together by Ctrl-C or SIGTERM."""
    from app.core import fail_points
    from app.supervisor import supervise
    from app.translation.machine import drafter_named

    settings = settings_or_refuse()
    with refusing():  # here, once, and not by every process of the web server
        fail_points.known(settings.fail_at)
        drafter_named(settings.machine_drafts)
    require_newest_schema(settings)
    sys.exit(supervise(settings))


@crux.command()
def worker() -> None:
    """Only the worker: sends mail, plans digests, tidies up. Any number may run, on any machine."""
    from app.worker import run as run_worker

    require_newest_schema(settings_or_refuse())
    run_worker(make_app())


def main() -> NoReturn:
    """The console command: settings and database troubles are one sentence, never a trace."""
    from app.core.sender import NoMailServer

    try:
        crux.main(prog_name="crux", obj=ScriptInfo(create_app=make_app, set_debug_flag=False), standalone_mode=True)
    except NoMailServer as refusal:
        Refusal(str(refusal)).show()
        sys.exit(USAGE_EXIT)
    except OperationalError as error:
        first_line = str(error.orig).strip().partition("\n")[0]
        Refusal(f"The database cannot be used: {first_line}").show()
        sys.exit(USAGE_EXIT)
    sys.exit(0)
