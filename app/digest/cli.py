"""`crux digest`: plan, look at, send and follow the weekly mail by hand. The worker does it by itself."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.db import db, utc_now
from app.core.sender import Report, Sender, open_sender
from app.digest import figures, jobs
from app.digest.weeks import week_of

digest = AppGroup("digest", help="The weekly mail of new matches: plan, preview, send, status, resume.")


@digest.command()
def plan() -> None:
    """Write this week's mails for everyone, whatever their day.

    Sends nothing itself; but they are due at once, and a running worker sends them.
    """
    now = utc_now()
    done = jobs.plan_everybody(now=now)
    click.echo(f"Week {week_of(now).name}: {done['rendered']} written, {done['empty']} with nothing new.")


@digest.command()
@click.option("--to", "address", required=True, help="The mail address of a subscriber.")
@click.option("--language", help="Show it in this language instead of the subscriber's (ar, en, …).")
@click.option("--html", is_flag=True, help="Print the HTML part instead of the text.")
def preview(address: str, language: str | None, html: bool) -> None:
    """Show what somebody would get now."""
    subscriber = db.session.scalars(select(Subscriber).where(col(Subscriber.email) == address)).first()
    if subscriber is None:
        raise click.UsageError(f"Nobody with the address {address} subscribes.")
    if language and language not in current_app.config["LANGUAGES"]:
        raise click.UsageError(f"This site has no language “{language}”.")
    db.session.expunge(subscriber)
    subscriber.locale = language or subscriber.locale
    now = utc_now()
    issue = jobs.issue_for(subscriber, week_of(now), now=now, preview=True)
    if issue is None:
        click.echo("Nothing new: no mail would be sent.")
        return
    click.echo(f"To: {address}\nSubject: {issue.message.subject}\n")
    click.echo(issue.message.html if html else issue.message.text)


@digest.command()
def send() -> None:
    """Send this week's mail to everyone, now.

    Whatever their day and hour; those who have had this week's mail are left alone.
    """
    with _sender() as sender:
        now = utc_now()
        done = jobs.plan_everybody(now=now)
        click.echo(f"Week {week_of(now).name}: {done['rendered']} written, {done['empty']} with nothing new.")
        _tell(sender.run())
        jobs.close_runs(now=utc_now())


@digest.command()
def resume() -> None:
    """Finish what an interrupted run left.

    Writes what was planned, sends what is due, plans nobody new.
    """
    with _sender() as sender:
        done = jobs.resume(now=utc_now())
        click.echo(f"{done['rendered']} written, {done['empty']} with nothing new.")
        _tell(sender.run())
        jobs.close_runs(now=utc_now())


@digest.command()
@click.option("--week", help="Another week than the newest (2026-W48).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def status(week: str | None, as_json: bool) -> None:
    """Show how the run stands: of those who were due, where each mail ended.

    When it is over, due = sent + empty + held + failed + uncertain + retry. Who stopped or paused the mail before it
    left is not due and is counted separately.
    """
    now = utc_now()
    if week:
        found = [run for run in [figures.run_of_week(db.session, week, now=now)] if run]
    else:
        found = figures.runs(db.session, now=now, newest=1 if as_json else 8)
    if as_json:
        told = found[0] if found else figures.RunFigures(week or week_of(now).name)
        click.echo(json.dumps(told.as_told()))
        return
    if not found:
        click.echo("No digest has been planned yet.")
    for run in found:
        click.echo(_line(run))


def _line(run: figures.RunFigures) -> str:
    names = ("sent", "empty", "held", "failed", "uncertain", "retry", "waiting", "called_back", "paused")
    counts = ", ".join(f"{getattr(run, name)} {name.replace('_', ' ')}" for name in names if getattr(run, name))
    uncertain = f"; uncertain mails: {', '.join(map(str, run.uncertain_mails))}" if run.uncertain_mails else ""
    way = "" if run.finished else " (under way for more than two hours)" if run.late else " (under way)"
    return f"{run.week}: {run.due} due: {counts or 'none'}{uncertain}{way}"


@contextlib.contextmanager
def _sender() -> Iterator[Sender]:
    sender = open_sender(current_app._get_current_object())  # type: ignore[attr-defined]
    try:
        yield sender
    finally:
        sender.outbox.engine.dispose()


def _tell(report: Report) -> None:
    ended = ", ".join(f"{count} {state}" for state, count in sorted(report.ended.items()))
    click.echo(f"Mails: {ended or 'none was due'}.")
    if report.became_uncertain:
        click.echo(f"{report.became_uncertain} became uncertain: a sender stopped while handing them over.", err=True)
    if report.trouble:
        raise click.ClickException(report.trouble)
