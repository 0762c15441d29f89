"""*Correct or remove this record*."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core.db import db, utc_now, writing
from app.core.mail import post
from app.core.permissions import actor
from app.core.records import PublishedRecord, Standing
from app.core.slugs import LARGEST_ID
from app.site.corrections import KINDS, keep_correction, visible_record
from app.site.forms import CorrectionForm
from app.site.messages import correction_received
from app.site.models import Wish
from app.site.views import bp
from app.translation.service import text_in

ONE = f"<any({', '.join(KINDS)}):kind>/<int(max={LARGEST_ID}):number>"


@bp.route(f"/correct/{ONE}", methods=["GET", "POST"])
def correct(kind: str, number: int) -> ResponseReturnValue:
    record = _record_or_404(kind, number)
    title, url = text_in(record, KINDS[kind].title), KINDS[kind].url(record)
    example = record.standing == Standing.EXAMPLE
    form, now = CorrectionForm(), utc_now()
    if not form.validate_on_submit():
        words = text_in(record, KINDS[kind].title)
        return render_template("site/correct.html", form=form, title=words, url=url), form.status
    with writing() as session:
        correction = keep_correction(
            session,
            kind=kind,
            number=number,
            wish=Wish(form.wish.data),
            words=form.words.data or "",
            institution=form.institution.data or "",
            email=form.email.data or "",
            by=actor(),
            now=now,
            request_id=g.get("request_id", ""),
        )
        reference = correction.id
        for message in correction_received(session, correction, title=title.text, example=example, now=now):
            post(session, message, now=now)
    return redirect(url_for(".corrected", kind=kind, number=number, reference=reference), 303)


@bp.get(f"/correct/{ONE}/sent/<int(max={LARGEST_ID}):reference>")
def corrected(kind: str, number: int, reference: int) -> str:
    record = _record_or_404(kind, number)
    return render_template("site/corrected.html", reference=f"C-{reference}", url=KINDS[kind].url(record))


def _record_or_404(kind: str, number: int) -> PublishedRecord:
    return visible_record(db.session, kind, number) or abort(404)
