"""A moderator who settles a wish to correct a documented record puts its texts right, on the site."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select
from sqlmodel import col

from app.core.db import db, utc_now, writing
from app.core.permissions import Actor, actor, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.moderation.models import ModerationItem
from app.site.corrections import KINDS
from app.site.models import Correction
from app.site.texts import correct_texts, kind_of
from app.site.texts_form import texts_form
from app.site.views import bp
from app.translation.service import text_in

CORRECTION = "correction"


@bp.route(f"/corrections/<int(max={LARGEST_ID}):number>/texts", methods=["GET", "POST"])
def correct_record(number: int) -> ResponseReturnValue:
    item = _waiting(number) or abort(404)
    require("moderation.decide", item)
    correction = db.session.get_one(Correction, number)
    record = db.session.get(KINDS[correction.object_type].model, correction.object_id)
    kind = kind_of(record)
    if record is None or kind is None:
        abort(404)
    form, clash = texts_form(kind, record), None
    if form.validate_on_submit():
        facts: dict[str, Any] = {"correction": number, "seen": form.version.data or 0, "by": actor(), "now": utc_now()}
        key, item_key = record.key, item.key
        try:
            with writing() as session:
                correct_texts(session, kind, key, form.texts(), request_id=g.get("request_id", ""), **facts)
        except Outdated:
            clash = 409
            form.form_errors.append(_("Somebody else was here meanwhile. Look again, then decide."))
            record = db.session.get_one(kind.model, key, populate_existing=True)
            form.version.data, form.version.raw_data = record.version, None
        else:
            flash(_("The texts are saved."))
            return redirect(url_for("moderation.show", number=item_key), 303)
    title = text_in(record, KINDS[correction.object_type].title)
    page = render_template("site/texts.html", form=form, item=item, record=record, title=title, words=correction.words)
    return page, clash or form.status


def item_panel(item: ModerationItem, who: Actor) -> Markup:
    """Beside the decision on such a wish: the way to the texts."""
    correction = db.session.get(Correction, item.object_id) if item.kind == CORRECTION else None
    if correction is None or item.closed_at is not None or not may(who, "moderation.decide", item):
        return Markup("")
    if kind_of(db.session.get(KINDS[correction.object_type].model, correction.object_id)) is None:
        return Markup("")
    return Markup(render_template("site/_texts_link.html", number=item.object_id))  # noqa: S704 - made by a template


def _waiting(number: int) -> ModerationItem | None:
    wanted = select(ModerationItem).filter_by(kind=CORRECTION, object_id=number)
    return db.session.scalars(wanted.where(col(ModerationItem.closed_at).is_(None))).first()
