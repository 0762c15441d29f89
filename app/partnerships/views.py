"""Pages of an offer: making one, reading one, withdrawing one."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.index import standings_shown
from app.core.mail import post
from app.core.permissions import actor, is_entitled, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.countries.routes import NotDirectly
from app.country_requests.models import CountryRequest
from app.organisations.models import Organisation
from app.organisations.permissions import acting_organisations
from app.organisations.selection import rows_by_id as organisations_by_id
from app.partnerships import introducing, messages, service
from app.partnerships.forms import STATUS_WORDS, OfferForm, WithdrawForm
from app.partnerships.models import Offer, OfferStatus
from app.partnerships.permissions import Answered, is_its_editor
from app.partnerships.selection import answered, own_offers
from app.solutions.models import Solution
from app.solutions.selection import solutions_of
from app.translation.service import text_in

bp = Blueprint("offers", __name__, template_folder="templates")
NUMBER = f"<int(max={LARGEST_ID}):number>"
ONE = f"/{NUMBER}/offers/<int(max={LARGEST_ID}):offer_id>"
bp.before_request(sign_in_first)


@bp.route(f"/{NUMBER}/offer", methods=["GET", "POST"])
def new(number: int) -> ResponseReturnValue:
    """`by` in the address names the institution, for those who act for several."""
    row = _request(number)
    require("offer.create", row, hide=False)
    organisations = organisations_by_id(db.session, acting_organisations(actor()))
    organisation = organisations.get(request.args.get("by", type=int) or next(iter(organisations), 0)) or abort(404)
    standing = next((o for o in own_offers(db.session, [organisation.key], number) if o.stands), None)
    if standing is not None and request.method == "GET":
        return redirect(url_for(".show", number=number, offer_id=standing.key))
    form = _form(organisation, row)
    others = [each for each in organisations.values() if each.key != organisation.key]
    clash = None
    if form.validate_on_submit():
        try:
            return _made(row, organisation, form)
        except service.OffersAlready:
            clash = 409
            form.form_errors.append(_("Your institution has answered this request already."))
        except service.NotOpen:
            clash = 409
            form.form_errors.append(_("This request takes no answers any more."))
        except NotDirectly:
            form.route.errors = [_("By the rule of your country it goes through the focal point")]
    page = render_template("partnerships/new.html", row=row, organisation=organisation, others=others, form=form)
    return page, clash or form.status


def _form(organisation: Organisation, row: CountryRequest) -> OfferForm:
    own = [(each.solution.key, text_in(each.solution, "title")) for each in solutions_of(db.session, organisation.key)]
    titles = [(number, title.text, title.lang) for number, title in own]
    directly = service.may_go_directly(db.session, organisation)
    return OfferForm(solutions=titles, directly=directly, own_country=organisation.country == row.country)


def _made(row: CountryRequest, organisation: Organisation, form: OfferForm) -> ResponseReturnValue:
    now, number, organisation_id = utc_now(), row.key, organisation.key
    with writing() as session:
        made = service.offer(
            session,
            country_request_id=number,
            organisation=session.get_one(Organisation, organisation_id),
            by=actor(),
            now=now,
            **form.facts(),
        )
        if made.status == OfferStatus.SENT:
            for message in messages.sent(session, made, now=now):
                post(session, message, now=now)
        offer_id, is_sent = made.key, made.status == OfferStatus.SENT
    flash(_("The offer is sent.") if is_sent else _("The offer waits for your focal point."))
    return redirect(url_for(".show", number=number, offer_id=offer_id))


@bp.get(ONE)
def show(number: int, offer_id: int) -> ResponseReturnValue:
    return _page(_answered(number, offer_id), WithdrawForm(formdata=None))


@bp.post(f"{ONE}/withdraw")
def withdraw(number: int, offer_id: int) -> ResponseReturnValue:
    subject, form = _answered(number, offer_id), WithdrawForm()
    if not is_its_editor(actor(), subject.offer):
        abort(403)
    if not form.validate_on_submit():
        return _page(subject, form)
    try:
        with writing() as session:
            service.withdraw(session, offer_id, by=actor(), now=utc_now(), version=form.version.data or 0)
    except Outdated:
        return _changed_meanwhile(number, offer_id, form)
    flash(_("The offer is withdrawn."))
    return redirect(url_for(".show", number=number, offer_id=offer_id))


@bp.post(f"{ONE}/shortlist")
def shortlist(number: int, offer_id: int) -> ResponseReturnValue:
    """The partnership begins; whoever comes second finds it begun."""
    subject = _answered(number, offer_id)
    require("offer.shortlist", subject, hide=False)
    now = utc_now()
    try:
        with writing() as session:
            row = introducing.shortlist(session, offer_id, by=actor(), now=now)
            if row.begun_at == now:
                for message in messages.shortlisted(session, row, now=now):
                    post(session, message, now=now)
            begun = row.key
    except Outdated:
        return _changed_meanwhile(number, offer_id, WithdrawForm(formdata=None))
    flash(_("The offer is on your shortlist."))
    return redirect(url_for("partnerships.show", number=begun))


def _changed_meanwhile(number: int, offer_id: int, form: WithdrawForm) -> ResponseReturnValue:
    form.form_errors.append(_("The offer was changed meanwhile. Read it again, then decide."))
    return _page(_answered(number, offer_id), form, 409)


def _page(subject: Answered, form: WithdrawForm, status: int | None = None) -> ResponseReturnValue:
    offer = subject.offer
    partnership = introducing.partnership_of(db.session, offer.key)
    form.version.data, form.version.raw_data = offer.version, None
    page = render_template(
        "partnerships/show.html",
        row=subject.country_request,
        offer=offer,
        organisation=db.session.get_one(Organisation, offer.organisation_id),
        solution=_shown_solution(offer),
        status=str(STATUS_WORDS[offer.status]),
        may_shortlist=is_entitled(actor(), "offer.shortlist", subject),
        partnership=partnership,
        may_withdraw=partnership is None and may(actor(), "offer.withdraw", subject),
        form=form,
    )
    return page, status or form.status


def _shown_solution(offer: Offer) -> Solution | None:
    """The offered solution while the reader may still see it."""
    solution = db.session.get(Solution, offer.solution_id) if offer.solution_id else None
    return solution if solution is not None and may(actor(), "solution.see", solution) else None


def _answered(number: int, offer_id: int) -> Answered:
    subject = answered(db.session, number, offer_id)
    if subject is None or subject.country_request.standing not in standings_shown():
        abort(404)
    require("offer.see", subject)
    return subject


def _request(number: int) -> CountryRequest:
    row = db.session.get(CountryRequest, number)
    if row is None or row.standing not in standings_shown():
        abort(404)
    require("request.see", row)
    return row
