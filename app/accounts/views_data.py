"""What the site keeps about a person: everything in one file, and the way to be forgotten."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import logout_user

from app.accounts import personal
from app.accounts.forms import DeleteForm, PlainForm
from app.accounts.proof import is_fresh
from app.accounts.views import own_person
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.permissions import actor

bp = Blueprint("personal_data", __name__, template_folder="templates")
bp.before_request(sign_in_first)


@bp.route("/export", methods=["GET", "POST"])
def export() -> ResponseReturnValue:
    person, now = own_person(), utc_now()
    if not is_fresh(person):
        return redirect(url_for("security.verify", next=url_for(".export")))
    form = PlainForm()
    if not form.validate_on_submit():
        return render_template("accounts/export.html", form=form)
    with writing() as session:
        personal.note_export(session, actor().person_id or 0, by=actor(), now=now)
    return _download(personal.export(db.session, actor().person_id or 0))


def _download(content: bytes) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = "application/zip"
    response.headers["Content-Disposition"] = 'attachment; filename="account.zip"'
    return response


@bp.route("/delete", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """With the password and a tick, since nothing brings it back."""
    form = DeleteForm(person=own_person())
    if not form.validate_on_submit():
        return render_template("accounts/delete.html", form=form), form.status
    by = actor()
    with writing() as session:
        personal.delete_account(session, by.person_id or 0, by=by, now=utc_now())
    logout_user()
    return redirect(url_for("account_gone.show"))


gone = Blueprint("account_gone", __name__, template_folder="templates")


@gone.get("")
def show() -> str:
    return render_template("accounts/deleted.html")
