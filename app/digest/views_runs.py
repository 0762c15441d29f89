"""How the runs of the weekly mail stand, for moderators and administrators, and what somebody would get now."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.forms import PlainForm
from app.core.audit import record_act
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.htmx import page_or_fragment
from app.core.mail import MailState
from app.core.mailbox import document_of, state_name
from app.core.permissions import Actor, actor, may, require
from app.core.slugs import LARGEST_ID
from app.digest import again, jobs
from app.digest.figures import RunFigures, runs
from app.digest.forms import PreviewForm
from app.digest.progress import progress_of
from app.digest.weeks import week_named, week_of
from app.digest.wishes import subscriber_at

bp = Blueprint("digest_runs", __name__, template_folder="templates")
bp.before_request(sign_in_first)


@bp.get("", strict_slashes=False)
def index() -> ResponseReturnValue:
    """While a run is under way the page asks for its part again and again."""
    require("digest.see_runs")
    now = utc_now()
    found = [(run, progress_of(db.session, run, now=now)) for run in runs(db.session, now=now)]
    return page_or_fragment(
        "digest/runs.html",
        fragment="digest/_runs.html",
        runs=found,
        look_every=min((progress.look_every for _run, progress in found if progress), default=None),
        counts_of=_counts,
        week_named=week_named,
        may_send=may(actor(), "digest.send_again"),
        may_preview=may(actor(), "digest.preview"),
    )


@bp.route(f"/again/<int(max={LARGEST_ID}):mail_id>", methods=["GET", "POST"])
def send_again(mail_id: int) -> ResponseReturnValue:
    """Asks a second time: whoever has it already gets it twice."""
    require("digest.send_again")
    mail, _digest = again.uncertain_mail(db.session, mail_id) or abort(404)
    form, too_old = PlainForm(), again.is_too_old(mail, utc_now())
    if too_old or not form.validate_on_submit():
        return render_template("digest/again.html", mail=mail, form=form, too_old=too_old)
    try:
        with writing() as session:
            again.send_again(session, mail_id, by=actor(), now=utc_now())
    except (again.NotUncertain, again.TooOld):
        abort(404)
    flash(_("The mail waits to be sent again."))
    return redirect(url_for(".index"), 303)


@bp.route("/preview", methods=["GET", "POST"])
def preview() -> ResponseReturnValue:
    """What a reader would get now, in any language; nothing is planned or sent, that it was looked at is kept."""
    require("digest.preview")
    form = PreviewForm(languages=current_app.config["LANGUAGES"])
    subscriber = subscriber_at(db.session, str(form.email.data or "")) if form.validate_on_submit() else None
    if subscriber is None:
        if form.is_submitted() and not form.errors:
            form.email.errors = [_("Nobody with this address gets the weekly mail")]
        return render_template("digest/preview.html", form=form), form.status if not form.email.errors else 422
    number, now = subscriber.id or 0, utc_now()
    with writing() as session:
        record_act(session, by=actor(), act="digest.preview", object_type="subscriber", object_id=number, now=now)
    subscriber = subscriber_at(db.session, str(form.email.data))
    if subscriber is None:
        abort(404)
    db.session.expunge(subscriber)
    subscriber.locale = str(form.language.data)
    issue = jobs.issue_for(subscriber, week_of(now), now=now, preview=True)
    if issue is None:
        flash(_("Nothing is new: no mail would be sent."), "info")
        return redirect(url_for(".preview"), 303)
    return document_of(issue.message.html, issue.message.locale)


def account_panel(_person: object, who: Actor) -> Markup:
    if not may(who, "digest.see_runs"):
        return Markup("")
    return Markup(render_template("digest/_runs_link.html"))  # noqa: S704 - made by a template


def _counts(run: RunFigures) -> list[tuple[str, int]]:
    """(what became of it, how many), those that there are."""
    states = (
        ("sent", MailState.SENT), ("held", MailState.HELD), ("failed", MailState.FAILED),
        ("uncertain", MailState.UNCERTAIN), ("retry", MailState.RETRY_AT), ("waiting", MailState.RENDERED),
        ("called_back", MailState.CANCELLED),
    )  # fmt: skip
    counts = [(state_name(state), getattr(run, name)) for name, state in states]
    counts += [(_("not sent: nothing was new"), run.empty), (_("not sent: paused"), run.paused)]
    return [(words, count) for words, count in counts if count]
