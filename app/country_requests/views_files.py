"""Files of a draft and of a request: add, remove, read. Only the country's own people and moderators."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, abort, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.attachments import (
    LARGEST,
    MOST,
    Attachment,
    DatabaseStore,
    EmptyFile,
    Infected,
    NotAccepted,
    OverQuota,
    TooLarge,
    TooMany,
    accepted,
    attach,
    detach,
)
from app.core.db import db, utc_now, writing
from app.core.drafts import Draft
from app.core.permissions import actor, require
from app.core.scanner import scanned
from app.core.slugs import LARGEST_ID
from app.country_requests.drafting import DRAFT_FILES, REQUEST_FILES
from app.country_requests.guards import open_draft
from app.country_requests.models import CountryRequest

bp = Blueprint("files", __name__)


@bp.post("/draft/<draft_id>/attachments/add")
def add(draft_id: str) -> ResponseReturnValue:
    if open_draft(draft_id).sent_as:
        abort(404)
    sent = request.files.get("file")
    content = sent.read(LARGEST + 1) if sent else b""
    if sent:
        sent.close()
    try:
        file = accepted(content, (sent.filename if sent else "") or "")
        scanned_at = scanned(file.content)
        with writing() as session:
            _hold_unsent(session, draft_id)
            attach(
                session,
                file,
                object_type=DRAFT_FILES,
                object_id=draft_id,
                person_id=actor().person_id,
                now=utc_now(),
                scanned_at=scanned_at,
            )
    except NotAccepted as trouble:
        from app.country_requests.views_draft import files_page

        return files_page(draft_id, _what_to_do(trouble))
    flash(_("The file was added."))
    return redirect(url_for("drafts.page", draft_id=draft_id, page_name="files", back=request.args.get("back")))


def _hold_unsent(session: Session, draft_id: str) -> None:
    """An upload and its scan take time, in which a colleague may send the draft: its files are then the request's."""
    draft = session.get(Draft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None or draft.sent_as:
        abort(404)


def _what_to_do(trouble: NotAccepted) -> str:
    if isinstance(trouble, EmptyFile):
        return str(_("Choose a file"))
    if isinstance(trouble, TooLarge):
        return str(_("Choose a file of at most 10 MB"))
    if isinstance(trouble, TooMany):
        return str(_("Remove a file first: %(most)s can be added", most=MOST))
    if isinstance(trouble, OverQuota):
        return str(_("You have added 50 MB of files. Remove one first"))
    if isinstance(trouble, Infected):
        return str(_("A virus was found in this file. Choose another file"))
    return str(_("Choose a PDF, Word, Excel, PowerPoint, OpenDocument, PNG or JPEG file"))


@bp.post(f"/draft/<draft_id>/attachments/<int(max={LARGEST_ID}):number>/remove")
def remove(draft_id: str, number: int) -> ResponseReturnValue:
    if open_draft(draft_id).sent_as:
        abort(404)
    with writing() as session:
        _hold_unsent(session, draft_id)
        attachment = session.get(Attachment, number)
        if attachment is not None and (attachment.object_type, attachment.object_id) == (DRAFT_FILES, draft_id):
            detach(session, attachment)
    flash(_("The file was removed."))
    return redirect(url_for("drafts.page", draft_id=draft_id, page_name="files", back=request.args.get("back")))


@bp.get(f"/draft/<draft_id>/attachments/<int(max={LARGEST_ID}):number>")
def of_draft(draft_id: str, number: int) -> ResponseReturnValue:
    open_draft(draft_id)
    return _download(number, DRAFT_FILES, draft_id)


@bp.get(f"/<int(max={LARGEST_ID}):request_number>/files/<int(max={LARGEST_ID}):number>")
def of_request(request_number: int, number: int) -> ResponseReturnValue:
    row = db.session.get(CountryRequest, request_number)
    if row is None:
        abort(404)
    require("request.see_private", row)
    return _download(number, REQUEST_FILES, str(request_number))


def _download(number: int, object_type: str, object_id: str) -> Response:
    """Always to be saved, never shown by the browser in the site's name."""
    attachment = db.session.get(Attachment, number)
    if attachment is None or (attachment.object_type, attachment.object_id) != (object_type, object_id):
        abort(404)
    response = make_response(DatabaseStore(db.session).get(attachment.digest))
    response.headers["Content-Type"] = attachment.media_type
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.file_name)}"
    response.headers["Cache-Control"] = "no-store"
    return response
