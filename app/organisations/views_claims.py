"""*Are you this institution?*: claiming a listed one, bringing in another, and deciding claims."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.forms import CruxForm, tidy
from app.core.i18n import current_language
from app.core.mail import post
from app.core.permissions import actor, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.organisations import messages, service
from app.organisations.claimable import sources
from app.organisations.editors import editors_of
from app.organisations.forms import ClaimForm, DecisionForm, NewOrganisationForm
from app.organisations.models import Organisation, OrganisationClaim
from app.organisations.selection import rows_by_id
from app.organisations.similar import similar_to
from app.taxonomy.listing_address import MOST_CHARACTERS

bp = Blueprint("claims", __name__, template_folder="templates")
NUMBER = f"int(max={LARGEST_ID})"


@bp.get(f"/claim/<kind>/<{NUMBER}:number>")
def start(kind: str, number: int) -> ResponseReturnValue:
    """From a record to the institutions it names."""
    if kind == "organisation":
        return redirect(url_for(".new", organisation_id=number), 308)
    source = sources().get(kind) or abort(404)
    return render_template("organisations/claim_start.html", record=source(number) or abort(404))


@bp.route(f"/organisations/<{NUMBER}:organisation_id>/claim", methods=["GET", "POST"])
def new(organisation_id: int) -> ResponseReturnValue:
    organisation = rows_by_id(db.session, [organisation_id]).get(organisation_id) or abort(404)
    if not actor().is_signed_in:
        if request.method == "POST":
            return ask_to_sign_in()
        return render_template("organisations/claim_signed_out.html", organisation=organisation)
    if not may(actor(), "organisation.claim", organisation):
        return redirect(url_for("editing.edit", organisation_id=organisation_id))
    form = ClaimForm()
    if form.validate_on_submit() and (done := _sent(form, lambda session: _claim(session, organisation_id, form))):
        return done
    return render_template(
        "organisations/claim.html",
        form=form,
        organisation=organisation,
        edited=bool(editors_of(db.session, organisation_id, on=utc_now().date())),
    ), form.status


@bp.route("/organisations/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """First the name, with what is listed already; then the rest. Nothing blocks."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    require("organisation.create")
    asked = {name: _words(request.values.get(name, "")) for name in ("name", "acronym")}
    form = NewOrganisationForm(
        language=current_language(),
        examples=current_app.config["DEMO"],
        data=asked if request.method == "GET" else None,
    )
    if form.validate_on_submit() and (done := _sent(form, lambda session: _create(session, form))):
        return done
    return render_template(
        "organisations/new.html",
        form=form,
        asked=asked,
        similar=similar_to(db.session, asked["name"], asked["acronym"], actor()),
    ), form.status


@bp.get("/organisations/claims")
def index() -> str:
    require("organisation.list_claims")
    return render_template("organisations/claims.html", claims=_named(service.claims_waiting(db.session)))


@bp.get(f"/organisations/claims/<{NUMBER}:claim_id>")
def show(claim_id: int) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    return _claim_page(_own(claim_id))


@bp.post(f"/organisations/claims/<{NUMBER}:claim_id>/agree")
def agree(claim_id: int) -> ResponseReturnValue:
    """An editor lets a colleague edit as well."""
    claim = _own(claim_id)
    require("claim.agree", claim, hide=False)
    return _decided(claim, DecisionForm(), approved=True)


@bp.post(f"/organisations/claims/<{NUMBER}:claim_id>/decide")
def decide(claim_id: int) -> ResponseReturnValue:
    claim = _own(claim_id)
    require("claim.decide", claim, hide=False)
    form, approved = DecisionForm(), request.form.get("decision") == "approve"
    if not approved and not form.reason.data:
        form.validate()
        form.reason.errors = [_("Enter a reason")]
        return _claim_page(claim, form)
    return _decided(claim, form, approved=approved)


def _decided(claim: OrganisationClaim, form: DecisionForm, *, approved: bool) -> ResponseReturnValue:
    if not form.validate():
        return _claim_page(claim, form)
    number = claim.id or 0
    facts: dict[str, Any] = {"seen": form.seen.data or 0, "by": actor(), "now": utc_now()}
    try:
        with writing() as session:
            if approved:
                done = service.approve(session, number, **facts)
            else:
                done = service.decline(session, number, reason=form.reason.data or "", **facts)
            post(session, messages.claim_decided(session, done), now=utc_now())
    except Outdated:
        form.form_errors.append(_("Something has changed since you opened this page. Look again, then decide."))
        return _claim_page(db.session.get_one(OrganisationClaim, number, populate_existing=True), form)
    flash(_("The claim is approved.") if approved else _("The claim is not approved."))
    return redirect(
        url_for(".index") if may(actor(), "organisation.list_claims") else url_for(".show", claim_id=number)
    )


def _claim_page(claim: OrganisationClaim, form: DecisionForm | None = None) -> ResponseReturnValue:
    session = db.session
    organisation = session.get_one(Organisation, claim.organisation_id)
    shown = form or DecisionForm(formdata=None)
    shown.seen.data, shown.seen.raw_data = claim.version, None
    page = render_template(
        "organisations/claim_show.html",
        form=shown,
        claim=claim,
        person=session.get_one(Person, claim.person_id),
        organisation=organisation,
        editors=editors_of(session, claim.organisation_id, on=utc_now().date()),
        similar=similar_to(
            session, organisation.name, organisation.acronym or "", actor(), apart_from=organisation.key
        ),
        may_agree=may(actor(), "claim.agree", claim),
        may_decide=may(actor(), "claim.decide", claim),
    )
    return page, form.status if form else 200


def _own(claim_id: int) -> OrganisationClaim:
    claim = db.session.get(OrganisationClaim, claim_id) or abort(404)
    require("claim.see", claim)
    return claim


def _sent(form: CruxForm, write: Any) -> ResponseReturnValue | None:
    """Keep the claim and tell whoever decides; None when the form must be shown again."""
    try:
        with writing() as session:
            claim: OrganisationClaim = write(session)
            for message in messages.claim_received(session, claim, now=utc_now()):
                post(session, message, now=utc_now())
            number = claim.id
    except service.AlreadyClaimed:
        form.form_errors.append(_("You have claimed this institution already. The claim waits for a moderator."))
    except service.TooManyClaims:
        form.form_errors.append(_("Too many claims of yours are waiting. Send this one when they are decided."))
    else:
        flash(_("The moderators have your claim. The answer comes by e-mail."))
        return redirect(url_for(".show", claim_id=number))
    return None


def _claim(session: Session, organisation_id: int, form: ClaimForm) -> OrganisationClaim:
    return service.claim(session, organisation_id, form.proof(), by=actor(), now=utc_now())


def _create(session: Session, form: NewOrganisationForm) -> OrganisationClaim:
    language = current_language()
    return service.create(session, form.facts(), form.proof(), language=language, by=actor(), now=utc_now())


def _named(claims: Any) -> list[tuple[OrganisationClaim, Organisation, Person]]:
    session = db.session
    return [
        (each, session.get_one(Organisation, each.organisation_id), session.get_one(Person, each.person_id))
        for each in claims
    ]


def _words(typed: str) -> str:
    return " ".join(str(tidy(typed)).split())[:MOST_CHARACTERS]
