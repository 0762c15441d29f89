"""What a focal point does with a sent request: endorse, open, close. A link opens a page that asks; a button acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session
from wtforms import IntegerField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.fields import Day, LongText, OneOf, WholeNumber, offered
from app.core.forms import AtMost, CruxForm, Needed
from app.core.mail import post
from app.core.permissions import actor, is_entitled, require
from app.core.records import Outdated, Visibility
from app.core.slugs import LARGEST_ID
from app.country_requests import messages, service
from app.country_requests.models import ClosingReason, CountryRequest
from app.country_requests.permissions import is_focal_point
from app.country_requests.status_words import CLOSING_WORDS

bp = Blueprint("request_acts", __name__, template_folder="templates")
LOWEST_RANK = 100
Act = Callable[[Session, CountryRequest, Any], None]


class ActForm(CruxForm):
    """The version that was read, so that nobody acts on a text they have not seen."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class RankForm(ActForm):
    """In the endorsement, or by itself afterwards."""

    rank = WholeNumber(
        lazy_gettext("National priority"),
        smallest=1,
        largest=LOWEST_RANK,
        wrong=lazy_gettext("Enter the national priority as a number from 1 to 100"),
        description=lazy_gettext(
            "1 is the first priority of your country. Only its focal points and moderators see it."
        ),
    )


class OpenForm(ActForm):
    audience = OneOf(
        lazy_gettext("Who may read it and answer?"),
        [Needed(lazy_gettext("Choose who may read it and answer"))],
        unknown=lazy_gettext("Choose who may read it and answer"),
        choices=offered(
            [
                (Visibility.PUBLIC.value, lazy_gettext("Everybody")),
                (Visibility.MEMBERS.value, lazy_gettext("Members: institutions and focal points with an account")),
            ]
        ),
    )
    questions_until = Day(
        lazy_gettext("Questions until"),
        incomplete=lazy_gettext("Enter the day, the month and the year"),
        wrong=lazy_gettext("Enter a real date, such as 27 3 2027"),
        description=lazy_gettext("The last day on which partners may ask you something. Empty: until the deadline."),
    )

    def validate_questions_until(self, field: Day) -> None:
        if field.data is not None and field.data < utc_now().date():
            raise ValidationError(str(lazy_gettext("Enter a day that is not in the past")))


class CloseForm(ActForm):
    reason = OneOf(
        lazy_gettext("Why is it closed?"),
        [Needed(lazy_gettext("Choose why it is closed"))],
        unknown=lazy_gettext("Choose why it is closed"),
        choices=offered((reason.value, words) for reason, words in CLOSING_WORDS.items()),
        description=lazy_gettext("Only your own country and moderators see the reason."),
    )
    note = LongText(
        lazy_gettext("What should be known about it?"),
        [AtMost(1_000)],
        rows=3,
        description=lazy_gettext("If no partner was found: why, as far as you can tell."),
    )


@bp.route(f"/<int(max={LARGEST_ID}):number>/endorse", methods=["GET", "POST"])
def endorse(number: int) -> ResponseReturnValue:
    def act(session: Session, row: CountryRequest, form: Any) -> None:
        service.endorse(session, row, rank=form.rank.data, **_by(form))
        for message in messages.endorsed(session, row):
            post(session, message, now=utc_now())

    return _ask_then_act("endorse", number, RankForm(), act, _("The request is endorsed."))


@bp.route(f"/<int(max={LARGEST_ID}):number>/priority", methods=["GET", "POST"])
def rank(number: int) -> ResponseReturnValue:
    def act(session: Session, row: CountryRequest, form: Any) -> None:
        service.set_rank(session, row, rank=form.rank.data, **_by(form))

    return _ask_then_act("rank", number, RankForm(), act, _("The national priority is saved."))


@bp.route(f"/<int(max={LARGEST_ID}):number>/open", methods=["GET", "POST"])
def open_request(number: int) -> ResponseReturnValue:
    def act(session: Session, row: CountryRequest, form: Any) -> None:
        audience, until = Visibility(form.audience.data), form.questions_until.data
        service.open_to(session, row, audience=audience, questions_until=until, **_by(form))

    return _ask_then_act("open", number, OpenForm(), act, _("The request is open."))


@bp.route(f"/<int(max={LARGEST_ID}):number>/close", methods=["GET", "POST"])
def close(number: int) -> ResponseReturnValue:
    def act(session: Session, row: CountryRequest, form: Any) -> None:
        reason = ClosingReason(form.reason.data)
        service.close(session, row, reason=reason, note=form.note.data or None, **_by(form))

    return _ask_then_act("close", number, CloseForm(), act, _("The request is closed."))


def _by(form: ActForm) -> dict[str, Any]:
    return {"by": actor(), "now": utc_now(), "version": form.version.data, "request_id": g.get("request_id", "")}


def _ask_then_act(name: str, number: int, form: ActForm, act: Act, done: str) -> ResponseReturnValue:
    """The page that asks, and the one write behind its button; who may not gets neither."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    row = db.session.get(CountryRequest, number)
    if row is None:
        abort(404)
    require("request.see", row)
    if not is_entitled(actor(), f"request.{name}", row) and is_focal_point(actor(), row):
        flash(_("This was done before; the request is as you see it here."), "info")
        return redirect(url_for("country_requests.by_number", number=number))
    require(f"request.{name}", row, hide=False)
    if not form.is_submitted() or not form.validate():
        return _page(name, row, form)
    try:
        with writing() as session:
            act(session, session.get_one(CountryRequest, number, with_for_update=True), form)
    except (Outdated, service.WrongStatus):
        form.form_errors.append(_("This request was changed meanwhile. Read it again, then decide."))
        row = db.session.get_one(CountryRequest, number)
        return _page(name, row, form, status=409)
    flash(done)
    return redirect(url_for("country_requests.by_number", number=number))


def _page(name: str, row: CountryRequest, form: ActForm, *, status: int | None = None) -> ResponseReturnValue:
    form.version.data = row.version
    form.version.raw_data = None
    audience = getattr(form, "audience", None)
    if audience is not None and not form.is_submitted():
        audience.data = row.wished_visibility.value
        form["questions_until"].process(None, row.questions_until)
    if name == "rank" and not form.is_submitted():
        form["rank"].data = row.national_priority
    html = render_template(f"country_requests/{name}.html", row=row, form=form)
    return html, status or form.status
