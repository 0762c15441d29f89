"""The link of the yearly question: it shows the record; a button answers. It needs no sign-in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.core.db import db, utc_now, writing
from app.core.fields import OneOf, offered
from app.core.forms import CruxForm, Needed
from app.core.links import LinkExpired, value_behind
from app.organisations.messages import REVIEW
from app.organisations.models import Review, ReviewAnswer
from app.organisations.review_kinds import ReviewedKind, reviewed_kinds
from app.organisations.reviews import NotTheirs, answer, owners_asked

bp = Blueprint("reviews", __name__, template_folder="templates")
VALID_FOR = timedelta(days=400)  # until the record is archived, and a little longer


class ReviewForm(CruxForm):
    answer = OneOf(
        _("Is it still true?"),
        [Needed(_("Choose an answer"))],
        unknown=_("Choose an answer"),
        choices=offered(
            [
                (ReviewAnswer.STILL_TRUE.value, _("Yes, it is still true")),
                (ReviewAnswer.UPDATE.value, _("It needs an update")),
                (ReviewAnswer.WITHDRAW.value, _("No, withdraw it")),
            ]
        ),
    )


@bp.route("/review/<token>", methods=["GET", "POST"])
def show(token: str) -> ResponseReturnValue:
    review, person_id = _asked(token)
    kind = reviewed_kinds().get(review.kind) or abort(404)
    form, number = ReviewForm(), review.id or 0
    if form.validate_on_submit():
        try:
            with writing() as session:
                said = ReviewAnswer(form.answer.data)
                answer(session, number, person_id, said, now=utc_now())
        except NotTheirs:
            abort(410)
        review = db.session.get_one(Review, number, populate_existing=True)
    return _page(review, kind, form)


def _page(review: Review, kind: ReviewedKind, form: Any) -> ResponseReturnValue:
    row = db.session.get(kind.model, review.record_id) or abort(404)
    shown = row.status == kind.published
    return render_template(
        "organisations/review.html",
        form=form,
        review=review,
        row=row,
        field=kind.title,
        url=kind.url(row) if shown else "",
    ), form.status


def _asked(token: str) -> tuple[Review, int]:
    try:
        found = value_behind(REVIEW, token, valid_for=VALID_FOR) or abort(404)
    except LinkExpired:
        abort(410)
    review, person_id = db.session.get(Review, int(found[0])) or abort(410), int(found[1])
    kind = reviewed_kinds().get(review.kind) or abort(404)
    if all(person.id != person_id for person in owners_asked(db.session, kind, review.record_id, on=utc_now().date())):
        abort(410)
    return review, person_id
