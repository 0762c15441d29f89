"""The page on which a focal point sets the rules of its country. For everybody else it does not exist."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.forms import CruxForm
from app.core.i18n import current_language
from app.core.permissions import Actor, actor, require
from app.core.records import Outdated
from app.countries import service
from app.countries.followers import tell_followers
from app.countries.forms import CLEARANCE_WORDS, ClearanceForm, OtherCountryForm
from app.countries.permissions import desks_of
from app.taxonomy import vocabulary
from app.taxonomy.terms import Place, by_name

bp = Blueprint("countries", __name__, template_folder="templates")
bp.before_request(sign_in_first)


@bp.route("/<code>/rules", methods=["GET", "POST"])
def rules(code: str) -> ResponseReturnValue:
    if request.method == "GET":
        return _page(_own(code, "country.see_rules"))
    place = _own(code, "country.set_rules")
    return _add(place) if "other" in request.form else _set_clearance(place)


@bp.post("/<code>/rules/remove")
def remove(code: str) -> ResponseReturnValue:
    place, other = _own(code, "country.set_rules"), vocabulary().places.get(request.form.get("other", "")) or abort(404)
    with writing() as session:
        service.remove_not_to_propose(session, place.code, other.code, by=actor(), now=utc_now())
    flash(_("%(country)s is no longer on your list.", country=other.name(current_language())))
    return redirect(url_for(".rules", code=place.code))


def _add(place: Place) -> ResponseReturnValue:
    form = _other_form(place)
    if not form.validate_on_submit():
        return _page(place, other=form)
    other = vocabulary().places[str(form.other.data)]
    with writing() as session:
        service.add_not_to_propose(session, place.code, other.code, by=actor(), now=utc_now())
    flash(_("%(country)s is on your list.", country=other.name(current_language())))
    return redirect(url_for(".rules", code=place.code))


def _set_clearance(place: Place) -> ResponseReturnValue:
    form = ClearanceForm()
    if not form.validate_on_submit():
        return _page(place, clearance=form)
    try:
        with writing() as session:
            choices, seen = form.choices_by_field(), form.version.data or 0
            service.set_clearance(session, place.code, choices, seen=seen, by=actor(), now=utc_now())
            tell_followers(session, place.code)
    except Outdated:
        _say_what_was_saved(form, place)
        return _page(place, clearance=form)
    flash(_("The rules of your country are saved."))
    return redirect(url_for(".rules", code=place.code))


def _say_what_was_saved(form: ClearanceForm, place: Place) -> None:
    """What somebody else chose in the meantime stands beside what was typed; sending again keeps the latter."""
    saved = service.rule_of(db.session, place.code)
    form.version.data, form.version.raw_data = saved.version, None
    form.form_errors.append(_("Somebody else saved the rules in the meantime. Look again, then save yours."))
    for name, typed in form.choices_by_field().items():
        choice = getattr(saved, name)
        if choice != typed:
            form[name].errors = [_("Saved in the meantime: “%(choice)s”", choice=str(CLEARANCE_WORDS[choice]))]


def _page(place: Place, *, clearance: CruxForm | None = None, other: CruxForm | None = None) -> ResponseReturnValue:
    asked = clearance or other
    places, language = vocabulary().places, current_language()
    listed = [places[code] for code in service.own_list(db.session, place.code) if code in places]
    page = render_template(
        "countries/rules.html",
        form=asked or CruxForm(formdata=None),
        clearance=clearance or ClearanceForm(formdata=None, obj=service.rule_of(db.session, place.code)),
        other=other or _other_form(place, formdata=None),
        country=place.name(language),
        code=place.code,
        listed=[(each.code, each.name(language)) for each in by_name(listed, language)],
    )
    return page, asked.status if asked else 200


def _other_form(place: Place, **options: Any) -> OtherCountryForm:
    return OtherCountryForm(own=place.code, language=current_language(), **options)


def _own(code: str, action: str) -> Place:
    require(action, code)
    return vocabulary().places.get(code) or abort(404)


def account_panel(_person: object, who: Actor) -> Markup:
    """On the account page: the desk of each country one works for; and, for focal points, the way to its rules."""
    own, desks = _named(who.scopes("focal-point", "country")), _named(desks_of(who))
    if not desks:
        return Markup("")
    return Markup(render_template("countries/_account.html", countries=own, desks=desks))  # noqa: S704


def _named(codes: frozenset[str]) -> list[tuple[str, str]]:
    places, language = vocabulary().places, current_language()
    return [(each.code, each.name(language)) for each in by_name([places[c] for c in codes if c in places], language)]
