"""Mails about claims and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.holders import holders_of
from app.accounts.models import Person
from app.core.i18n import answering, in_language
from app.core.links import link_token
from app.core.mail import Message, absolute_url
from app.core.records import Standing
from app.core.short_mail import Stranger, short_message
from app.organisations.editors import editors_of
from app.organisations.invitations import PURPOSE
from app.organisations.models import ClaimStatus, Organisation, OrganisationClaim, OrganisationInvitation, Review
from app.organisations.review_kinds import ReviewedKind

REVIEW = "record-review"


def claim_received(session: Session, claim: OrganisationClaim, *, now: datetime) -> Sequence[Message]:
    """To the moderators; and to those who edit the page already, who may agree."""
    organisation = session.get_one(Organisation, claim.organisation_id)
    asking = session.get_one(Person, claim.person_id)
    editors = [person for person, _role in editors_of(session, organisation.key, on=now.date())]
    told = {person.id: (person, True) for person in editors}
    for person in holders_of(session, "moderator", on=now.date()):
        told.setdefault(person.id, (person, False))
    told.pop(claim.person_id, None)
    return [_received(person, claim, organisation, asking, edits=edits) for person, edits in told.values()]


def _received(
    person: Person, claim: OrganisationClaim, organisation: Organisation, asking: Person, *, edits: bool
) -> Message:
    with in_language(answering(person.locale)):
        paragraphs = [
            _("Asked by: %(person)s", person=asking.name or asking.email),
            _("Position: %(position)s", position=claim.position),
        ]
        if edits:
            paragraphs.append(_("Agree only if you know the person. If you do nothing, a moderator decides."))
        return short_message(
            person,
            kind="organisation-claim",
            dedupe_key=f"organisation-claim:{claim.id}:{person.id}",
            subject=_("Claim of an institution: %(name)s", name=organisation.name),
            paragraphs=paragraphs,
            button=_("Open the claim"),
            url=absolute_url("claims.show", claim_id=claim.id),
            why=_("You edit the page of this institution.") if edits else _("You are a moderator of this site."),
            example=organisation.standing == Standing.EXAMPLE,
        )


def claim_decided(session: Session, claim: OrganisationClaim) -> Message:
    """To the person who asked."""
    organisation = session.get_one(Organisation, claim.organisation_id)
    person = session.get_one(Person, claim.person_id)
    with in_language(answering(person.locale)):
        if claim.status == ClaimStatus.APPROVED:
            subject = _("Your claim is approved: %(name)s", name=organisation.name)
            paragraphs = [_("You can edit the page of the institution now, and invite colleagues.")]
        else:
            subject = _("Your claim is not approved: %(name)s", name=organisation.name)
            paragraphs = [claim.reason]
        return short_message(
            person,
            kind="organisation-claim-decided",
            dedupe_key=f"organisation-claim-decided:{claim.id}",
            subject=subject,
            paragraphs=paragraphs,
            button=_("Open the claim"),
            url=absolute_url("claims.show", claim_id=claim.id),
            why=_("You claimed this institution."),
            example=organisation.standing == Standing.EXAMPLE,
        )


def still_true(person: Person, review: Review, row: Any, kind: ReviewedKind) -> Message:
    """The yearly question, first or again, to everybody who edits an owner of the record."""
    title = getattr(row, kind.title)
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind="review",
            dedupe_key=f"review:{review.id}:{review.asks}:{person.id}",
            subject=_("Is this still true? %(title)s", title=title),
            paragraphs=[
                _("Once a year we ask whether what stands here is still true. One click and one button are enough."),
                _("Without an answer the record stands further down after 90 days, and is archived after a year."),
            ],
            button=_("Answer"),
            url=absolute_url("reviews.show", token=review_token(review, person)),
            why=_("You edit the page of this institution."),
            example=row.standing == Standing.EXAMPLE,
        )


def review_token(review: Review, person: Person) -> str:
    return link_token(REVIEW, [review.id, person.id])


def invitation(session: Session, row: OrganisationInvitation) -> Message:
    """To the colleague, in the language in force: what they read is not known."""
    organisation = session.get_one(Organisation, row.organisation_id)
    inviting = session.get_one(Person, row.invited_by)
    return short_message(
        Stranger(row.address),
        kind="organisation-invitation",
        dedupe_key=f"organisation-invitation:{row.id}",
        subject=_("Invitation to edit: %(name)s", name=organisation.name),
        paragraphs=[
            _("Invited by: %(person)s", person=inviting.name or inviting.email),
            _("The link works once, for 14 days, and with an account of this address."),
        ],
        button=_("Read the invitation"),
        url=absolute_url("invitations.show", token=link_token(PURPOSE, row.id)),
        why=_("An editor of the institution gave your address."),
        example=organisation.standing == Standing.EXAMPLE,
    )
