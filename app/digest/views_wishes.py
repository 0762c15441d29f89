"""A reader's own page about the weekly mail: when it comes, of what, and what became of each so far.

With an account it is one of its pages; without one the signed link of every mail leads to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.forms import PlainForm
from app.accounts.models import Person, Subscriber
from app.accounts.service import subscriber_for
from app.accounts.views import own_person
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.links import LinkExpired
from app.core.permissions import Actor, actor
from app.digest import wishes
from app.digest.forms import WishesForm
from app.digest.readers import held_since
from app.digest.receipts import receipts_of
from app.digest.sections import topics
from app.digest.tokens import own_behind, view_token
from app.digest.weeks import local_day
from app.saved.tokens import own_token as searches_token

bp = Blueprint("weekly_mail", __name__, template_folder="templates")


@bp.route("", methods=["GET", "POST"], strict_slashes=False)
def show() -> ResponseReturnValue:
    """One's own, with an account."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    person = own_person()
    kept = wishes.subscriber_of(db.session, person.id)
    number, now = person.id, utc_now()
    nobody = Subscriber(email=person.email, zone=person.zone, person_id=number, frequency="off", created_at=now)
    return _own(kept or nobody, lambda session: subscriber_for(session, session.get_one(Person, number), now=now))


@bp.route("/of/<token>", methods=["GET", "POST"])
def of(token: str) -> ResponseReturnValue:
    """That of an address, for whoever holds the link of its mails."""
    try:
        number, since = own_behind(token) or abort(404)
    except LinkExpired:
        abort(410)
    subscriber = wishes.subscriber_since(db.session, number, since) or abort(410)
    return _own(subscriber, lambda session: session.get_one(Subscriber, number))


def _own(subscriber: Subscriber, kept: Callable[[Session], Subscriber]) -> ResponseReturnValue:
    """`kept` finds the row again inside the write."""
    if request.form.get("act") == "try-again" and PlainForm().validate_on_submit():
        with writing() as session:
            wishes.try_again(kept(session), now=utc_now())
        flash(_("We will write to this address again."))
        return redirect(request.path, 303)
    form = _form(wishes.wishes_of(subscriber))
    if form.validate_on_submit():
        with writing() as session:
            wishes.keep_wishes(session, kept(session), _said(form), now=utc_now())
        flash(_("Your weekly mail is set."))
        return redirect(request.path, 303)
    return _page(form, subscriber), form.status


def _form(now_wished: wishes.Wishes) -> WishesForm:
    known = topics()
    return WishesForm(
        topics=known,
        today=utc_now().date(),
        data={
            "frequency": now_wished.frequency,
            "weekday": str(now_wished.weekday),
            "hour": str(now_wished.hour),
            "zone": now_wished.zone,
            "topics": [name for name in known if name not in now_wished.unwanted],
            "paused_until": now_wished.paused_until,
        },
    )


def _said(form: WishesForm) -> wishes.Wishes:
    return wishes.Wishes(
        frequency=str(form.frequency.data),
        weekday=int(form.weekday.data),
        hour=int(form.hour.data),
        zone=str(form.zone.data),
        paused_until=form.paused_until.data,
        unwanted=set(topics()) - set(form.topics.data or []),
    )


def _page(form: WishesForm, subscriber: Subscriber) -> str:
    own = subscriber.person_id is not None
    return render_template(
        "digest/wishes.html",
        form=form,
        email=subscriber.email,
        held_since=held_since(db.session, subscriber) if subscriber.id else None,
        receipts=receipts_of(db.session, subscriber.id or 0),
        copy_of=view_token,
        searches="" if own else searches_token(subscriber.id or 0, subscriber.created_at),
        day_of=partial(local_day, zone=subscriber.zone),
    )


def account_panel(_person: object, _who: Actor) -> Markup:
    return Markup(render_template("digest/_account.html"))  # noqa: S704 - made by a template
