"""Texts out of the site and into it again as PO files; what came is looked through before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.drafts import Draft, drafts_of, find_draft, keep_answers, mark_sent, start_draft
from app.core.i18n import direction_of
from app.core.permissions import actor
from app.translation import importing, pofiles
from app.translation.exporting import states_of_language
from app.translation.forms import FileForm
from app.translation.models import TranslationState
from app.translation.registry import kinds
from app.translation.selection import FieldState, field_states
from app.translation.views import INTO, ONE, kind_or_404, language_or_404, record_or_404
from app.translation.words import imported_in_words, trouble_of_file, verdict_in_words

bp = Blueprint("translation_files", __name__, template_folder="templates")
bp.before_request(sign_in_first)
KIND, STEP = "translation_import", "file"
MOST_SHOWN = 200  # entries of one list on the page of a dry run
PO_TYPE = "text/x-gettext-translation; charset=utf-8"


@bp.get(ONE + ".po")
def record(target: str, kind: str, number: int) -> Response:
    """The texts of one record."""
    known = kind_or_404(target, kind)
    row = record_or_404(known, number, target)
    states = [(kind, number, state) for state in field_states(db.session, known, row, target)]
    return _download(states, target, f"{kind}-{number}-{target}")


@bp.get(INTO + ".po")
def language(target: str) -> Response:
    """All texts of a language that are in one state, or all that are not approved."""
    language_or_404(target)
    state = next((each for each in TranslationState if each == request.args.get("state")), None)
    kind = next((name for name in kinds() if name == request.args.get("kind")), "")
    states = states_of_language(db.session, target, state, kind)
    return _download(states, target, "-".join(filter(None, [target, kind, state.value if state else "open"])))


@bp.route(INTO + "/import", methods=["GET", "POST"])
def upload(target: str) -> ResponseReturnValue:
    language_or_404(target)
    form = FileForm()
    if not form.validate_on_submit():
        return _upload_page(target, form)
    try:
        found = pofiles.read(_content())
        _check_language(found.language, target)
    except pofiles.NotReadable as trouble:
        form.file.errors = [trouble_of_file(trouble)]
        return _upload_page(target, form)
    return redirect(url_for(".dry_run", target=target, draft_id=_keep(found, target)), 303)


@bp.get(INTO + "/import/<draft_id>")
def dry_run(target: str, draft_id: str) -> ResponseReturnValue:
    """What writing the file would do, as the records stand now; nothing is written."""
    draft = _own_draft(target, draft_id)
    return _to_work_list(target) if draft.sent_as else _dry_run_page(target, draft)


@bp.post(INTO + "/import/<draft_id>")
def write(target: str, draft_id: str) -> ResponseReturnValue:
    """Write all of the file, or nothing of it."""
    if _own_draft(target, draft_id).sent_as:
        return _to_work_list(target)  # a second click: it is written already
    try:
        with writing() as session:
            draft = session.get_one(Draft, draft_id, with_for_update=True)
            count = importing.write(
                session,
                _entries(draft),
                target,
                by=actor(),
                now=utc_now(),
                request_id=g.get("request_id", ""),
            )
            mark_sent(session, draft, sent_as=target)
    except importing.Faulty:
        return _dry_run_page(target, _own_draft(target, draft_id), status=409)
    flash(imported_in_words(count))
    return _to_work_list(target)


def _to_work_list(target: str) -> ResponseReturnValue:
    return redirect(url_for("translation.index", to=target, state=TranslationState.WAITING.value), 303)


def _content() -> bytes:
    sent = request.files.get("file")
    content = sent.read(pofiles.LARGEST + 1) if sent else b""
    if sent:
        sent.close()
    if not content:
        raise pofiles.NoEntries
    return content


def _check_language(found: str, target: str) -> None:
    """A file that says it is for another language is not taken for this one."""
    if found and found != target:
        raise pofiles.OtherLanguage(found)


def _keep(found: pofiles.PoFile, target: str) -> str:
    """Keep the entries until they are written or another file comes; the name of the page that shows them."""
    person, now = actor().person_id, utc_now()
    with writing() as session:
        for old in drafts_of(session, person or 0, kind=KIND, now=now):
            session.delete(old)
        draft = start_draft(session, kind=KIND, person_id=person, now=now)
        answers = {"lang": target, "entries": [asdict(entry) for entry in found.entries]}
        keep_answers(session, draft.id, step=STEP, answers=answers, seen=draft.seen(STEP), now=now)
        return draft.id


def _own_draft(target: str, draft_id: str) -> Draft:
    """The file that this person sent for this language."""
    language_or_404(target)
    draft = find_draft(db.session, draft_id, kind=KIND, now=utc_now())
    if draft is None or not draft.is_open_to(actor().person_id):
        abort(404)
    if (draft.sent_as or draft.answers[STEP]["lang"]) != target:
        abort(404)
    return draft


def _entries(draft: Draft) -> list[pofiles.Entry]:
    return [pofiles.Entry(**each) for each in draft.answers.get(STEP, {}).get("entries", [])]


def _dry_run_page(target: str, draft: Draft, status: int = 200) -> ResponseReturnValue:
    run = importing.dry_run(db.session, _entries(draft), target)
    page = render_template(
        "translation/dry_run.html",
        run=run,
        target=target,
        target_dir=direction_of(target),
        draft_id=draft.id,
        form=FileForm(formdata=None),
        most=MOST_SHOWN,
        verdict_in_words=verdict_in_words,
    )
    return page, status


def _upload_page(target: str, form: FileForm) -> ResponseReturnValue:
    return render_template("translation/upload.html", form=form, target=target), form.status


def _download(states: Iterable[tuple[str, int, FieldState]], target: str, name: str) -> Response:
    """As a file with a name made of codes, never shown in the browser."""
    content = pofiles.written(states, lang=target, site=current_app.config["SITE"].name)
    response = Response(content, content_type=PO_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.po"'
    return response
