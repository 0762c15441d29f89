"""`crux demo`: fill a demonstration's database, as often as you like."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app.core.db import utc_now, writing
from app.core.fixtures import FixtureFault
from app.site import demo_crowd
from app.site.demo import DemoRefused, load_demo


@click.command()
@click.option("--people", type=click.IntRange(0, 100_000), default=0, help="So many invented people more.")
@with_appcontext
def demo(people: int) -> None:
    """Load the catalogue, the examples and the people of the demonstration (safe to repeat).

    With --people, as many invented readers are there as well, each with a weekly mail about one goal.
    """
    try:
        with writing() as session:
            report = load_demo(session, demo_mode=current_app.config["DEMO"], now=utc_now())
    except (DemoRefused, FixtureFault) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    for line in report.lines():
        click.echo(line)
    if people:
        click.echo(f"Invented readers: {_bring(people)} new, {people} in all.")
    click.echo(f"People to sign in as: {current_app.config['BASE_URL']}/dev/people")


def _bring(people: int) -> int:
    new, languages = 0, current_app.config["LANGUAGES"]
    for numbers in demo_crowd.batches(people):
        with writing() as session:
            new += demo_crowd.bring(session, numbers, languages, now=utc_now())
    return new
