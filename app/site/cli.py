"""`crux demo`: fill a demonstration's database, as often as you like."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app.core.db import utc_now, writing
from app.core.fixtures import FixtureFault
from app.site.demo import DemoRefused, load_demo


@click.command()
@with_appcontext
def demo() -> None:
    """Load the catalogue, the examples and the people of the demonstration (safe to repeat)."""
    try:
        with writing() as session:
            report = load_demo(session, demo_mode=current_app.config["DEMO"], now=utc_now())
    except (DemoRefused, FixtureFault) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    for line in report.lines():
        click.echo(line)
    click.echo(f"People to sign in as: {current_app.config['BASE_URL']}/dev/people")
