"""Pages of a partnership: where it is and what comes next, and the brief by which its sides are introduced."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.holders import names_of_people
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.i18n import current_language, direction_of, in_language, language_name
from app.core.index import standings_shown
from app.core.mail import post
from app.core.permissions import actor, is_entitled, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.country_requests.models import CountryRequest
from app.organisations.claimable import Named
from app.organisations.models import Organisation
from app.partnerships import agreeing, introducing, messages
from app.partnerships.brief import in_common, shortened
from app.partnerships.forms import MoveForm
from app.partnerships.models import Partnership, Party
from app.partnerships.permissions import Answered, is_its_editor, party_of
from app.partnerships.phases import Phase, moves_from
from app.partnerships.selection import of_partnership
from app.partnerships.words import PARTY_WORDS, PHASE_WORDS
from app.solutions.models import Solution
from app.translation.service import text_in

bp = Blueprint("partnerships", __name__, template_folder="templates")
bp.before_request(sign_in_first)
ONE = f"/<int(max={LARGEST_ID}):number>"


@bp.route(ONE, methods=["GET", "POST"])
def show(number: int) -> ResponseReturnValue:
    row = _partnership(number)
    subject = of_partnership(db.session, row)
    form = MoveForm(moves=moves_from(row.phase, row.paused))
    if request.method == "GET":
        return _page(row, subject, form)
    require("partnership.move", subject, hide=False)
    if form.version.data != row.version:  # it may go elsewhere by now than the form says
        return _outdated(number, subject, form)
    if not form.validate():
        return _page(row, subject, form)
    try:
        return _moved(number, subject, form)
    except (Outdated, introducing.NotAllowed):
        return _outdated(number, subject, form)


def _outdated(number: int, subject: Answered, form: MoveForm) -> ResponseReturnValue:
    form.form_errors.append(_("Somebody else was here meanwhile. Look again, then decide."))
    return _page(_partnership(number), subject, form, 409)


def _moved(number: int, subject: Answered, form: MoveForm) -> ResponseReturnValue:
    party, now, to = party_of(actor(), subject), utc_now(), Phase(form.to.data)
    with writing() as session:
        row = introducing.move(
            session,
            number,
            to,
            party,
            seen=form.version.data or 0,
            note=str(form.note.data or ""),
            gain=str(form.gain.data or ""),
            by=actor(),
            now=now,
        )
        reached, asked = row.phase == to, party == Party.OFFERS and agreeing.is_asked(session, row)
        for message in () if asked else messages.moved(session, row, party, now=now):
            post(session, message, now=now)
    flash(_told(reached=reached, asked=asked))
    return redirect(url_for(".show", number=number))


def _told(*, reached: bool, asked: bool) -> str:
    if asked:
        return str(_("The agreement waits for your focal point."))
    return str(_("The partnership has moved on.") if reached else _("Your side agrees. It waits for the other side."))


@bp.get(f"{ONE}/brief")
def brief(number: int) -> ResponseReturnValue:
    """One sheet in both sides' languages, each half said by the catalogue of its language."""
    row = _partnership(number)
    subject = of_partnership(db.session, row)
    country_request, offer = subject.country_request, subject.offer
    organisation = db.session.get_one(Organisation, offer.organisation_id)
    solution = db.session.get(Solution, offer.solution_id) if offer.solution_id else None
    solution = solution if solution is not None and may(actor(), "solution.see", solution) else None
    halves = []
    for language in _languages(country_request, organisation):
        with in_language(language):
            half = render_template(
                "partnerships/_brief.html",
                row=row,
                country_request=country_request,
                organisation=organisation,
                solution=solution,
                offer=offer,
                common=in_common(country_request, solution) if solution else [],
                shortened=shortened,
            )
        name = language_name(language, current_language())
        halves.append((language, direction_of(language), name, Markup(half)))  # noqa: S704 - made by a template
    return render_template("partnerships/brief.html", row=row, halves=halves)


def named(number: int) -> Named | None:
    """What a conversation of the two sides is about, for whoever may see the partnership."""
    row = db.session.get(Partnership, number)
    if row is None or not may(actor(), "partnership.see", of_partnership(db.session, row)):
        return None
    title = text_in(of_partnership(db.session, row).country_request, "title")
    return Named(title, url_for("partnerships.show", number=number), [])


def _languages(country_request: CountryRequest, organisation: Organisation) -> list[str]:
    """Of the request and of the institution; the reader's where the site does not speak either."""
    wanted = [country_request.source_language, organisation.source_language]
    spoken = [code for code in dict.fromkeys(wanted) if code in current_app.config["LANGUAGES"]]
    return spoken or [current_language()]


def _page(row: Partnership, subject: Answered, form: MoveForm, status: int | None = None) -> ResponseReturnValue:
    form.version.data, form.version.raw_data = row.version, None
    form.offers(moves_from(row.phase, row.paused))
    steps, words = introducing.steps_of(db.session, row.key), introducing.words_for(db.session, row.key)
    if request.method == "GET" and is_entitled(actor(), "partnership.move", subject):
        form.gain.data = row.gain_of(party_of(actor(), subject))
    page = render_template(
        "partnerships/partnership.html",
        row=row,
        country_request=subject.country_request,
        organisation=db.session.get_one(Organisation, subject.offer.organisation_id),
        offer=subject.offer,
        steps=steps,
        waiting=words,
        asked=_is_of_the_institution(subject) and agreeing.is_asked(db.session, row),
        people=names_of_people(db.session, {each.made_by for each in steps}),
        phase_words=PHASE_WORDS,
        party_words=PARTY_WORDS,
        may_move=is_entitled(actor(), "partnership.move", subject) and bool(form.to.choices),
        may_write=row.conversation_id is not None and is_entitled(actor(), "partnership.move", subject),
        form=form,
    )
    return page, status or form.status


def _is_of_the_institution(subject: Answered) -> bool:
    """What a country has to clear is no business of the other side's."""
    return is_its_editor(actor(), subject.offer)


def _partnership(number: int) -> Partnership:
    row = db.session.get(Partnership, number, populate_existing=True) or abort(404)
    subject = of_partnership(db.session, row)
    if subject.country_request.standing not in standings_shown():
        abort(404)
    require("partnership.see", subject)
    return row
