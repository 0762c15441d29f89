"""A moderator's settings, proposals that another moderator decides, and the public log."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.i18n import current_language
from app.core.paging import Paging, page_number
from app.core.permissions import actor, require
from app.core.slugs import LARGEST_ID
from app.moderation import service
from app.moderation.forms import ProposalForm, SettingForm
from app.moderation.log import log_rows
from app.moderation.models import ModeratorSetting, Why
from app.moderation.registry import Moderated, PublicRecord, kinds
from app.moderation.selection import how_many_logged, setting_of
from app.moderation.views import bp

log = Blueprint("decisions", __name__, template_folder="templates")
ONE = f"/propose/<kind>/<int(max={LARGEST_ID}):number>"


@bp.route("/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    require("moderation.see")
    form, stored = SettingForm(), setting_of(db.session, actor().person_id)
    form.draw_choices(current_language())
    if not form.is_submitted():
        form.keys.data = ["on"] if stored.keys else []
        form.languages.data, form.goals.data = list(stored.languages), list(stored.goals)
    elif form.validate():
        with writing() as session:
            session.merge(
                ModeratorSetting(
                    person_id=actor().person_id or 0,
                    keys="on" in (form.keys.data or []),
                    languages=form.languages.data or [],
                    goals=form.goals.data or [],
                )
            )
        flash(_("Your settings are saved."))
        return redirect(url_for(".settings"), 303)
    return render_template("moderation/settings.html", form=form), form.status


@bp.route(ONE, methods=["GET", "POST"])
def propose(kind: str, number: int) -> ResponseReturnValue:
    """Propose to suspend or delete something published: another moderator decides."""
    require("moderation.propose")
    known, record = _published(kind, number)
    form = ProposalForm()
    if not form.validate_on_submit():
        page = render_template("moderation/propose.html", form=form, record=record, label=known.label)
        return page, form.status
    with writing() as session:
        service.enter(
            session,
            kind,
            number,
            why=Why(form.act.data),
            now=utc_now(),
            proposed_by=actor().person_id,
            words=form.words.data or "",
        )
    flash(_("Your proposal waits for another moderator."))
    return redirect(url_for(".index"), 303)


def _published(kind: str, number: int) -> tuple[Moderated, PublicRecord]:
    known = kinds().get(kind)
    record = known.public(db.session, number) if known and known.hide else None
    return (known, record) if known and record else abort(404)


@log.get("")
def index() -> str:
    """What was decided about published records, and when: never by whom, nothing of what is not published."""
    total = how_many_logged(db.session)
    paging = Paging(min(page_number(request.args.get("page")), Paging(1, total).pages), total)
    rows = log_rows(db.session, paging)
    return render_template(
        "moderation/log.html", rows=rows, paging=paging, page_url=lambda page: url_for(".index", page=page)
    )
