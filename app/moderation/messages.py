"""What the author is told of each decision, in the author's language."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.i18n import answering, current_language, in_language
from app.core.mail import Mail, MailState, Message, absolute_url
from app.core.short_mail import Reader, short_message
from app.moderation.models import Decision, ModerationDecision, ModerationItem
from app.moderation.registry import kinds
from app.moderation.words import OTHER, reason_words

KIND = "moderation-decision"
TOLD = frozenset({Decision.PUBLISH, Decision.CHANGES, Decision.NOT_PUBLISHED, Decision.SUSPEND, Decision.DELETE})


def decided(session: Session, item: ModerationItem, decision: ModerationDecision) -> Sequence[Message]:
    """One mail for each author; none about a proposal that came to nothing."""
    if decision.decision not in TOLD:
        return []
    return [_told(session, each, item, decision) for each in kinds()[item.kind].authors(session, item.object_id)]


def taken_back(session: Session, item: ModerationItem, decision: ModerationDecision) -> Sequence[Message]:
    """To those whom the mail about the decision has reached; others never hear of it."""
    keys = {_key(decision, each): each for each in kinds()[item.kind].authors(session, item.object_id)}
    reached = select(col(Mail.dedupe_key)).where(
        col(Mail.dedupe_key).in_(keys), col(Mail.state).not_in((MailState.RENDERED, MailState.CANCELLED))
    )
    return [_taken_back(session, keys[key], item, decision) for key in session.scalars(reached)]


def is_wanted(session: Session, mail: Mail, _now: object) -> bool:
    """A decision that was taken back before its mail left is not told."""
    number = mail.dedupe_key.split(":")[1]
    decision = session.get(ModerationDecision, int(number), populate_existing=True) if number.isdigit() else None
    return decision is not None and decision.undone_at is None


def _told(session: Session, to: Reader, item: ModerationItem, decision: ModerationDecision) -> Message:
    with in_language(answering(to.locale)):
        subject, said = (kinds()[item.kind].told or _in_words)(decision.decision, item.title)
        return _message(
            session,
            to,
            item,
            dedupe_key=_key(decision, to),
            subject=subject,
            paragraphs=[said, *(reason_words(code) for code in decision.reasons if code != OTHER), decision.words],
        )


def _in_words(decision: Decision, title: str) -> tuple[str, str]:
    """The subject and the first sentence."""
    if decision == Decision.PUBLISH:
        return _("Published: %(title)s", title=title), _("Everybody can read it now.")
    if decision == Decision.CHANGES:
        return _("Please change: %(title)s", title=title), _("A moderator asks for changes before it is published:")
    if decision == Decision.NOT_PUBLISHED:
        return _("Not published: %(title)s", title=title), _("These are the reasons:")
    if decision == Decision.SUSPEND:
        return _("Suspended: %(title)s", title=title), _("Two moderators have taken it out of the catalogue.")
    return _("Deleted: %(title)s", title=title), _("Two moderators have taken it out of the catalogue.")


def _taken_back(session: Session, to: Reader, item: ModerationItem, decision: ModerationDecision) -> Message:
    with in_language(answering(to.locale)):
        return _message(
            session,
            to,
            item,
            kind="moderation-undone",
            dedupe_key=f"moderation-undone:{decision.key}:{to.email}"[:200],
            subject=_("In review again: %(title)s", title=item.title),
            paragraphs=[_("The moderator has taken the last decision back. You get another mail.")],
        )


def _message(
    session: Session,
    to: Reader,
    item: ModerationItem,
    *,
    dedupe_key: str,
    subject: str,
    paragraphs: Sequence[str],
    kind: str = KIND,
) -> Message:
    found = kinds()[item.kind].page(session, item.object_id)
    return short_message(
        to,
        kind=kind,
        dedupe_key=dedupe_key,
        subject=subject,
        paragraphs=[text for text in paragraphs if text],
        button=_("Open it") if found else "",
        url=absolute_url(found[0], lang=current_language(), **found[1]) if found else "",
        why=_("You sent this to the moderators."),
        example=item.example,
    )


def _key(decision: ModerationDecision, to: Reader) -> str:
    return f"{KIND}:{decision.key}:{to.id or to.email}"[:200]
