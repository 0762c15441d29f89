"""Pages to ask about a request and to answer in its country's name."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.i18n import current_language
from app.core.index import standings_shown
from app.core.mail import post
from app.core.permissions import actor, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.country_requests.models import CountryRequest
from app.country_requests.views import request_url
from app.questions import messages, service
from app.questions.forms import AnswerForm, AskForm
from app.questions.permissions import Asked
from app.questions.selection import asked
from app.translation.service import words_from

bp = Blueprint("questions", __name__, template_folder="templates")
NUMBER = f"<int(max={LARGEST_ID}):number>"
bp.before_request(sign_in_first)


@bp.route(f"/{NUMBER}/question", methods=["GET", "POST"])
def ask(number: int) -> ResponseReturnValue:
    row = db.session.get(CountryRequest, number)
    if row is None or row.standing not in standings_shown():
        abort(404)
    require("request.see", row)
    require("question.ask", row, hide=False)
    form, clash = AskForm(), None
    if form.validate_on_submit():
        try:
            return _asked(row, form)
        except service.TooLate:
            clash = 409
            form.form_errors.append(_("This request takes no questions any more."))
    return render_template("questions/ask.html", row=row, form=form), clash or form.status


def _asked(row: CountryRequest, form: AskForm) -> ResponseReturnValue:
    now, there = utc_now(), request_url(row)
    with writing() as session:
        made, is_new = service.ask(
            session,
            country_request_id=row.key,
            words=str(form.words.data),
            language=current_language(),
            by=actor(),
            now=now,
        )
        for message in messages.question_waits(session, made, now=now) if is_new else ():
            post(session, message, now=now)
    flash(_("Your question is sent. The answer will stand on this page."))
    return redirect(f"{there}#questions")


@bp.route(f"/{NUMBER}/questions/<int(max={LARGEST_ID}):question_id>", methods=["GET", "POST"])
def answer(number: int, question_id: int) -> ResponseReturnValue:
    subject = asked(db.session, number, question_id)
    if subject is None or subject.country_request.standing not in standings_shown():
        abort(404)
    require("question.see", subject)
    if subject.question.answered_at is not None:
        return redirect(f"{request_url(subject.country_request)}#questions")
    require("question.answer", subject, hide=False)
    form, clash = AnswerForm(), None
    if form.validate_on_submit():
        try:
            return _answered(subject, form)
        except Outdated:
            clash = 409
            form.form_errors.append(_("The question was answered meanwhile."))
    form.version.data, form.version.raw_data = subject.question.version, None
    words = words_from(subject.question.words, subject.question.language)
    page = render_template("questions/answer.html", row=subject.country_request, words=words, form=form)
    return page, clash or form.status


def _answered(subject: Asked, form: AnswerForm) -> ResponseReturnValue:
    now, there = utc_now(), request_url(subject.country_request)
    with writing() as session:
        row = service.answer(
            session,
            subject.question.key,
            words=str(form.answer.data),
            language=current_language(),
            by=actor(),
            now=now,
            version=form.version.data or 0,
        )
        for message in messages.question_answered(session, row):
            post(session, message, now=now)
    flash(_("Your answer is published."))
    return redirect(f"{there}#questions")
