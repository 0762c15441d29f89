"""A run may take a quarter of an hour: each letter is written from what stands when it is written."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.core.db import db, writing
from app.core.i18n import in_language
from app.digest import jobs
from app.site.demo import load_demo
from app.solutions.models import Solution
from app.translation.models import Translation, TranslationState
from app.translation.service import hash_of, text_in
from tests.core.mail_ground import Letterbox
from tests.digest.ground import EARLIER, NOW, change_subscriber, parts_received, send_all

TITLE = "Un titre qui vient pendant la rédaction"


def test_a_translation_that_is_approved_during_a_run_stands_in_the_next_letter(
    app: Flask, letterbox: Letterbox
) -> None:
    with app.app_context():
        with writing() as session:
            load_demo(session, demo_mode=True, now=EARLIER)
        change_subscriber(1, confirmed_at=EARLIER, locale="fr")
        solutions = db.session.scalars(select(Solution)).all()
        with in_language("fr"):  # as for a letter that was written before
            assert TITLE not in [text_in(row, "title").text for row in solutions]
        with writing() as session:
            for row in solutions:
                if row.source_language != "fr":
                    session.merge(_approved(row))
        jobs.plan_due(now=NOW)
        send_all(app)
        assert TITLE in parts_received(letterbox).text


def _approved(row: Solution) -> Translation:
    return Translation(
        object_type="solution",
        object_id=row.key,
        field="title",
        lang="fr",
        text=TITLE,
        state=TranslationState.APPROVED,
        source_hash=hash_of(row.title),
        changed_at=NOW,
    )
