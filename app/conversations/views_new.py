"""Writing the first message, from the page of a solution or an institution."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.conversations import limits, messages, service
from app.conversations.forms import FirstMessageForm
from app.conversations.models import Conversation
from app.conversations.selection import standing
from app.conversations.sending import once
from app.conversations.sides import Side, country, institution, name_of, name_on_page, side_from
from app.conversations.subjects import Within, about, within_reach
from app.core.db import db, utc_now
from app.core.doors import sign_in_first
from app.core.idempotency import OtherContent
from app.core.limits import Exceeded, within
from app.core.mail import post
from app.core.permissions import actor, is_entitled, require
from app.core.records import Standing
from app.core.slugs import LARGEST_ID
from app.countries.models import Route
from app.countries.routes import NotDirectly
from app.organisations.claimable import Named

bp = Blueprint("first_message", __name__, template_folder="templates")
bp.before_request(sign_in_first)


@bp.route(f"/new/<kind>/<int(max={LARGEST_ID}):number>", methods=["GET", "POST"])
def new(kind: str, number: int) -> ResponseReturnValue:
    """`by` in the address names the side, for those who act for several."""
    named = about(db.session, kind, number) or abort(404)
    senders = _senders()
    if not senders:
        return render_template("conversations/nobody.html", named=named), 403
    sender = next((side for side in senders if str(side) == request.args.get("by")), senders[0])
    require("conversation.write_as", sender, hide=False)
    reach = within_reach(db.session, named, sender, on=utc_now().date())
    if not reach.reach:
        return _page(kind, number, named, senders, sender, reach, None)
    form = _form(sender, reach)
    begun = standing(db.session, kind, number, sender=sender, to=reach.reach[0]) if len(reach.reach) == 1 else None
    if begun is not None and request.method == "GET":
        return redirect(url_for("conversations.show", number=begun.key))
    clash = None
    if form.validate_on_submit():
        to = side_from(form.to.data) if "to" in form else reach.reach[0]
        try:
            return _sent(_subject(kind, number, named), sender, to, form)
        except service.Stands as stands:
            clash, begun = 409, db.session.get(Conversation, stands.number)
            form.form_errors.append(_("You have a conversation about this already."))
        except OtherContent:
            clash = 409
            form.form_errors.append(_("It has already sent other answers. To be safe, nothing was sent a second time."))
        except Exceeded as exceeded:
            clash = 429
            form.form_errors.append(limits.in_words(exceeded.limit))
        except NotDirectly:
            form.route.errors = [_("By the rule of your country it goes through the focal point")]
    page, status = _page(kind, number, named, senders, sender, reach, form, begun)
    return page, clash or status


def _senders() -> list[Side]:
    """For whom the reader may write, institutions first."""
    who = actor()
    edited = (int(text) for text in who.scopes("organisation-editor", "organisation") if text.isdigit())
    sides = [*map(institution, sorted(edited)), *map(country, sorted(who.scopes("focal-point", "country")))]
    return [side for side in sides if is_entitled(who, "conversation.write_as", side)]


def _form(sender: Side, reach: Within) -> FirstMessageForm:
    sides = [(str(side), name_of(db.session, side)) for side in reach.reach]
    ways = list(Route) if service.may_choose_the_way(db.session, sender) else [Route.VIA_FOCAL_POINT]
    return FirstMessageForm(sides=sides, ways=ways if sender.organisation_id is not None else [])


def _sent(subject: service.Subject, sender: Side, to: Side, form: FirstMessageForm) -> ResponseReturnValue:
    now, by, words, way = utc_now(), actor(), str(form.words.data), form.way()

    def write(session: Session) -> str:
        within(session, limits.first_message(by, sender, to), now=now)
        row, message = service.start(session, subject, sender=sender, to=to, route=way, words=words, by=by, now=now)
        for mail in messages.arrived(session, row, message, now=now):
            post(session, mail, now=now)
        return f"{row.key}:{row.status}"

    content = {"about": [subject.kind, subject.number], "sides": [str(sender), str(to)], "words": words, "way": way}
    number, _colon, status = once(str(form.key.data), content, write, by=by, now=now).partition(":")
    flash(_("The message is sent.") if status == "open" else _("The message waits for your focal point."))
    return redirect(url_for("conversations.show", number=number))


def _subject(kind: str, number: int, named: Named) -> service.Subject:
    example = any(row.standing == Standing.EXAMPLE for row in named.organisations)
    return service.Subject(kind, number, named.title.text, named.title.lang, example)


def _page(
    kind: str,
    number: int,
    named: Named,
    senders: list[Side],
    sender: Side,
    reach: Within,
    form: FirstMessageForm | None,
    begun: Conversation | None = None,
) -> tuple[str, int]:
    if form is not None:
        form.sends_with(secrets.token_urlsafe(18))
    page = render_template(
        "conversations/new.html",
        kind=kind,
        number=number,
        named=named,
        sender=sender,
        others=[side for side in senders if side != sender],
        reach=reach,
        name=lambda side: name_on_page(db.session, side),
        begun=begun,
        **({"form": form} if form is not None else {}),  # the frame says "Error" by the form it finds
    )
    return page, form.status if form is not None else 200
