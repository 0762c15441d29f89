"""`crux audit verify`: is every act still on record as it was written?"""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from flask import Flask
from flask.cli import AppGroup

from app.core.audit_check import Fault, Report, check_chain
from app.core.db import db

audit = AppGroup("audit", help="The record of who did what, and when.")


def init_app(app: Flask) -> None:
    app.cli.add_command(audit)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(as_json: bool) -> None:
    """Walk the whole chain; exit code 1 when a row was changed, removed or moved."""
    report = check_chain(db.session)
    click.echo(_as_json(report) if as_json else "\n".join(_lines(report)))
    if not report.good:
        raise SystemExit(1)


def _as_json(report: Report) -> str:
    return json.dumps({"good": report.good, **asdict(report)}, default=str)


def _lines(report: Report) -> list[str]:
    counted = f"{report.rows} rows on {report.days} days, {report.erased} with their words erased on request."
    if report.good:
        return [f"The audit is whole: {counted}", f"Fingerprint: {report.fingerprint}"]
    return [f"The audit is NOT whole: {counted}", *map(_line, report.faults)]


def _line(fault: Fault) -> str:
    place = f"{fault.day}" if fault.number is None else f"{fault.day}, row {fault.number}"
    return f"{place}: {fault.what}"
