"""`crux people`: who has an account, and whom a letter appoints. A new site's first appointments are made here."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person
from app.accounts.service import appoint, appointments_of, close_account
from app.core.db import db, utc_now, writing
from app.core.permissions import Actor
from app.taxonomy import vocabulary

people = AppGroup("people", help="Who has an account, and whom a letter appoints.")
SCOPES = ("country", "organisation", "language", "window", "site")


@people.command("list")
def list_people() -> None:
    """Everybody with an account, with the appointments in force today."""
    today = utc_now().date()
    for person in db.session.scalars(select(Person).order_by(col(Person.id))).all():
        held = appointments_of(db.session, person.id or 0, today)
        roles = ", ".join(f"{row.role} of {row.scope_type} {row.scope_id}".rstrip() for row in held) or "no role"
        state = "" if person.confirmed_at else " (address not confirmed)"
        click.echo(f"{person.id}  {person.email}{state}: {roles}")


@people.command("appoint")
@click.argument("email")
@click.argument("role")
@click.option("--of", "scope", default="site:", help="What for: country:ETH, organisation:12, language:ar, site:")
@click.option("--document", required=True, help="The letter of appointment: its reference and date.")
@click.option("--office", help="For which office the person acts; it is public.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day, such as 2028-12-31.")
def appoint_person(
    email: str, role: str, scope: str, document: str, office: str | None, until: datetime | None
) -> None:
    """Appoint the person with address EMAIL as ROLE (focal-point, moderator, …)."""
    person_id, now = _person(email), utc_now()
    scope_type, _, scope_id = scope.partition(":")
    _check(role, scope_type, scope_id)
    with writing() as session:
        appoint(
            session,
            person_id=person_id,
            role=role,
            scope_type=scope_type,
            scope_id=scope_id,
            valid_from=now.date(),
            valid_to=until.date() if until else None,
            document=document,
            office=office,
            by=Actor(),
            now=now,
        )
    click.echo(f"{email} is {role} of {scope_type} {scope_id}".rstrip() + " from today.")


@people.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Close the account of EMAIL: signed out everywhere at once, and no way in. What they did stays."""
    person_id = _person(email)
    with writing() as session:
        close_account(session, person_id, by=Actor(), now=utc_now())
    click.echo(f"The account of {email} is closed.")


def _person(email: str) -> int:
    person_id = db.session.scalar(select(col(Person.id)).where(col(Person.email) == email))
    if person_id is None:
        raise click.UsageError(f"Nobody has an account with the address {email}. They register on the site first.")
    return int(person_id)


def _check(role: str, scope_type: str, scope_id: str) -> None:
    roles = vocabulary().appointment_roles
    if role not in roles:
        raise click.UsageError(f"“{role}” is no role. Choose one of: {', '.join(sorted(roles))}.")
    if scope_type not in SCOPES:
        raise click.UsageError(f"--of begins with one of: {', '.join(SCOPES)}.")
    if scope_type == "country" and scope_id not in vocabulary().places:
        raise click.UsageError(f"“{scope_id}” is no country code of this site, such as ETH.")
    if scope_type == "language" and scope_id not in vocabulary().site.languages:
        raise click.UsageError(f"“{scope_id}” is no language of this site, such as ar.")
    if scope_type == "organisation" and not scope_id.isdigit():
        raise click.UsageError("An organisation is named by its number: organisation:12.")
