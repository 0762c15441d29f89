"""Coming back to a draft: the mailed link, a colleague who joins, and taking a draft away."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.attachments import detach
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.drafts import Draft, find_draft, share_draft
from app.core.mail import post
from app.core.permissions import actor
from app.country_requests import messages
from app.country_requests.drafting import country_of, draft_behind, files_of, title_of, token_for
from app.country_requests.guards import DRAFT_KIND, open_draft
from app.country_requests.selection import countries_of

bp = Blueprint("returning", __name__, template_folder="templates")


@bp.route("/draft/<draft_id>/delete", methods=["GET", "POST"])
def delete(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        abort(404)
    if request.method == "GET":
        return render_template("country_requests/delete.html", draft=draft, title=title_of(draft))
    with writing() as session:
        draft = session.get_one(Draft, draft_id, with_for_update=True)
        for file in files_of(session, draft):
            detach(session, file)
        session.delete(draft)
    flash(_("The draft was deleted."))
    return redirect(url_for("country_requests.mine"))


@bp.post("/draft/<draft_id>/link")
def send_link(draft_id: str) -> ResponseReturnValue:
    """Mail the link that leads back; at most once an hour."""
    open_draft(draft_id)
    now = utc_now()
    with writing() as session:
        draft = session.get_one(Draft, draft_id)
        message = messages.return_link(session, draft, token=token_for(draft_id), now=now, by=actor().person_id)
        post(session, message, now=now)
    flash(_("The link was sent to %(address)s.", address=message.to))
    return redirect(url_for("drafts.tasks", draft_id=draft_id))


@bp.get("/return/<token>")
def come_back(token: str) -> ResponseReturnValue:
    """Where the mailed link leads. It opens nothing by itself: a colleague is asked first."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = _draft_of(token)
    if draft.is_open_to(actor().person_id):
        return redirect(url_for("drafts.tasks", draft_id=draft.id))
    return render_template("country_requests/join.html", token=token, title=title_of(draft))


@bp.post("/return/<token>")
def join(token: str) -> ResponseReturnValue:
    """A colleague of the same country takes part in the draft."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = _draft_of(token)
    draft_id, person_id = draft.id, actor().person_id
    with writing() as session:
        share_draft(session, session.get_one(Draft, draft_id, with_for_update=True), person_id=person_id or 0)
    return redirect(url_for("drafts.tasks", draft_id=draft_id))


def _draft_of(token: str) -> Draft:
    """The draft behind a link: for its people, and for those who may write for the same country."""
    draft_id = draft_behind(token)
    if draft_id is None:
        abort(410)
    draft = find_draft(db.session, draft_id, kind=DRAFT_KIND, now=utc_now())
    if draft is None:
        abort(410)
    colleague = country_of(draft) in countries_of(db.session, actor())
    if not draft.is_open_to(actor().person_id) and (draft.sent_as or not colleague):
        abort(404)
    return draft
