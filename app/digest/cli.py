"""`crux digest`: plan, look at, send and follow the weekly mail by hand. The worker does it by itself."""

from __future__ import annotations

import contextlib
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
    """Write this week's mails and send nothing."""
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
    issue = jobs.issue_for(subscriber, week_of(now), now=now)
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


@digest.command()
def resume() -> None:
    """Finish what an interrupted run left.

    Writes what was planned, sends what is due, plans nobody new.
    """
    with _sender() as sender:
        done = jobs.resume(now=utc_now())
        click.echo(f"{done['rendered']} written, {done['empty']} with nothing new.")
        _tell(sender.run())


@digest.command()
def status() -> None:
    """Show how the newest runs stand."""
    found = figures.runs(db.session)
    if not found:
        click.echo("No digest has been planned yet.")
    for run in found:
        counts = ", ".join(f"{count} {state}" for state, count in sorted(run.counts.items()))
        click.echo(f"{run.week}: {run.due} due: {counts or 'none'}{'' if run.finished else ' (under way)'}")


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
