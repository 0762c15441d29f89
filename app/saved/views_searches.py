"""Tell me when there is something new: asked for on any list, confirmed by mail, ended by a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import PlainForm
from app.accounts.models import Person, Subscriber
from app.accounts.service import subscriber_for
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.i18n import current_language
from app.core.limits import Exceeded, too_often, within
from app.core.links import LinkExpired
from app.core.mail import post
from app.core.network import this_network
from app.core.permissions import actor
from app.saved import limits, searching
from app.saved.forms import AlertForm
from app.saved.messages import asked_to_confirm
from app.saved.searches import Search
from app.saved.tokens import TooLong, confirm_token, own_token, owner_behind, to_confirm
from app.taxonomy.listed import lists
from app.taxonomy.listing import address_asked

bp = Blueprint("searches", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    search: Search


@bp.route("/new/<name>", methods=["GET", "POST"])
def new(name: str) -> ResponseReturnValue:
    """The answer is the same whatever the address: nobody learns here who else gets mail."""
    listed = lists().get(name) or abort(404)
    search = Search(name, address_asked(listed.facets).search)
    form: Any = PlainForm() if actor().is_signed_in else AlertForm()
    if form.validate_on_submit():
        try:
            return _save_own(search) if actor().is_signed_in else _ask(search, str(form.email.data))
        except Exceeded as exceeded:
            return too_often(exceeded.limit, exceeded.wait)
        except searching.TooManySearches:
            form.form_errors.append(_too_many())
        except TooLong:
            form.form_errors.append(_("This search is too long to be saved. Use fewer words or filters."))
    return render_template("saved/search_new.html", form=form, search=search, own=_subscriber()), form.status


def _ask(search: Search, email: str) -> ResponseReturnValue:
    """Write to the address; nothing else is kept of it."""
    token, now = confirm_token(email, current_language(), search), utc_now()
    with writing() as session:
        within(session, limits.asked(email, this_network()), now=now)
        post(session, asked_to_confirm(email, current_language(), search, token=token, now=now), now=now)
    return redirect(url_for(".sent"), 303)


def _save_own(search: Search) -> ResponseReturnValue:
    """The address of an account is confirmed already."""
    now = utc_now()
    if search.is_too_long:
        raise TooLong
    with writing() as session:
        person = session.get_one(Person, actor().person_id)
        searching.save_search(session, subscriber_for(session, person, now=now), search, now=now)
    flash(_("The search is saved."))
    return redirect(url_for(".index"), 303)


@bp.get("/sent")
def sent() -> str:
    return render_template("saved/search_sent.html")


@bp.route("/confirm/<token>", methods=["GET", "POST"])
def confirm(token: str) -> ResponseReturnValue:
    """Opening the link only asks: programs that follow every link of a mail confirm nothing."""
    try:
        email, locale, search = to_confirm(token) or abort(404)
    except LinkExpired:
        abort(410)
    form: Any = PlainForm()
    if form.validate_on_submit():
        try:
            with writing() as session:
                now = utc_now()
                subscriber = searching.confirmed_address(session, email, locale, now=now)
                searching.save_search(session, subscriber, search, now=now)
                own = own_token(subscriber.id or 0, subscriber.created_at)
        except searching.TooManySearches:
            form.form_errors.append(_too_many())
        else:
            flash(_("The search is saved."))
            return redirect(url_for(".of", token=own), 303)
    return render_template("saved/search_confirm.html", form=form, search=search, email=email), form.status


@bp.route("", methods=["GET", "POST"], strict_slashes=False)
def index() -> ResponseReturnValue:
    """One's own, with an account."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    return _own(_subscriber())


@bp.route("/of/<token>", methods=["GET", "POST"])
def of(token: str) -> ResponseReturnValue:
    """Those of an address, for whoever holds the link of its mails."""
    try:
        number, since = owner_behind(token) or abort(404)
    except LinkExpired:
        abort(410)
    row = db.session.get(Subscriber, number)
    if row is None or int(row.created_at.timestamp()) != since or row.confirmed_at is None:
        abort(410)
    return _own(row)


def _own(subscriber: Subscriber | None) -> ResponseReturnValue:
    """The list; a button sent from it ends one search."""
    form = PlainForm()
    if subscriber is not None and form.validate_on_submit():
        text = request.form.get("search", "")
        with writing() as session:
            row = session.get_one(Subscriber, subscriber.id)
            number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
            if searching.drop_search(session, row, number, now=utc_now()):
                flash(_("The search is removed."))
        return redirect(request.path, 303)
    rows = searching.searches_of(db.session, subscriber.id or 0) if subscriber else []
    lines = [Line(row.id or 0, Search(row.list_name, row.query)) for row in rows if row.list_name in lists()]
    return render_template("saved/searches.html", lines=lines, form=form, own=subscriber)


def _subscriber() -> Subscriber | None:
    person_id = actor().person_id
    return searching.subscriber_of(db.session, person_id) if person_id else None


def _too_many() -> str:
    return str(_("You have many saved searches. Remove one of them first."))
