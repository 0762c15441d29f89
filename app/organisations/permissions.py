"""Who may see an organisation, claim it, edit it, and decide who edits it."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from app.core.permissions import Actor, Rule
from app.core.shown import is_shown_to
from app.organisations.models import ClaimStatus, Organisation, OrganisationClaim

PUBLISHED = "published"
SUSPENDED = "suspended"
EDITOR = "organisation-editor"
SCOPE = "organisation"


def is_listed(actor: Actor, organisation: Organisation) -> bool:
    return organisation.status == PUBLISHED and is_shown_to(actor, organisation)


def may_see(actor: Actor, organisation: Organisation) -> bool:
    """Once it is suspended, its editors and moderators, who read there that it is."""
    own = actor.has("moderator") or is_editor(actor, organisation.key)
    suspended = organisation.status == SUSPENDED and is_shown_to(actor, organisation)
    return is_listed(actor, organisation) or (suspended and own)


def is_editor(actor: Actor, organisation_id: int) -> bool:
    return actor.has(EDITOR, SCOPE, str(organisation_id))


def edited_organisations(actor: Actor) -> frozenset[int]:
    return frozenset(int(text) for text in actor.scopes(EDITOR, SCOPE) if text.isdigit())


def acting_organisations(actor: Actor) -> frozenset[int]:
    """Those in whose name one may still act: not while they are suspended."""
    from app.core.db import db

    numbers = edited_organisations(actor)
    if not numbers:
        return numbers
    theirs, published = col(Organisation.id).in_(numbers), col(Organisation.status) == PUBLISHED
    found = db.session.scalars(select(col(Organisation.id)).where(theirs, published))
    return frozenset(number for number in found if number is not None)


def may_claim(actor: Actor, organisation: Organisation) -> bool:
    return actor.is_signed_in and is_listed(actor, organisation) and not is_editor(actor, organisation.key)


def may_create(actor: Actor, _subject: object) -> bool:
    return actor.is_signed_in


def may_edit(actor: Actor, organisation: Organisation) -> bool:
    """Its editors; moderators for whoever cannot."""
    known = is_listed(actor, organisation)
    return known and (is_editor(actor, organisation.key) or actor.has("moderator"))


def may_invite(actor: Actor, organisation: Organisation) -> bool:
    """Its editors alone: a moderator decides claims, and asks nobody in the institution's name."""
    return is_listed(actor, organisation) and is_editor(actor, organisation.key)


def may_identify(actor: Actor, _organisation: Organisation) -> bool:
    """Say of which country and type it is, once that has been said: much else hangs on it."""
    return actor.has("moderator")


def may_verify(actor: Actor, organisation: Organisation) -> bool:
    """Verifiers and moderators, of organisations that are not their own."""
    checks = actor.has("organisation-verifier") or actor.has("moderator")
    return checks and is_listed(actor, organisation) and not is_editor(actor, organisation.key)


def may_flag(actor: Actor, organisation: Organisation) -> bool:
    """Moderators, also once it is suspended; not of their own organisation."""
    shown = organisation.status in {PUBLISHED, SUSPENDED} and is_shown_to(actor, organisation)
    return shown and actor.has("moderator") and not is_editor(actor, organisation.key)


def may_list_flags(actor: Actor, _subject: object) -> bool:
    return actor.has("moderator")


def may_see_claim(actor: Actor, claim: OrganisationClaim) -> bool:
    own = actor.is_signed_in and actor.person_id == claim.person_id
    return own or actor.has("moderator") or is_editor(actor, claim.organisation_id)


def may_agree(actor: Actor, claim: OrganisationClaim) -> bool:
    """An editor lets a colleague edit as well."""
    return _is_open_to(actor, claim) and is_editor(actor, claim.organisation_id)


def may_decide(actor: Actor, claim: OrganisationClaim) -> bool:
    return _is_open_to(actor, claim) and actor.has("moderator")


def may_list_claims(actor: Actor, _subject: object) -> bool:
    return actor.has("moderator")


def _is_open_to(actor: Actor, claim: OrganisationClaim) -> bool:
    """Nobody decides their own claim."""
    return claim.status == ClaimStatus.WAITING and actor.person_id != claim.person_id


RULES: dict[str, Rule] = {
    "organisation.see": may_see,
    "organisation.claim": may_claim,
    "organisation.create": may_create,
    "organisation.edit": may_edit,
    "organisation.invite": may_invite,
    "organisation.identify": may_identify,
    "organisation.list_claims": may_list_claims,
    "organisation.verify": may_verify,
    "organisation.flag": may_flag,
    "organisation.list_flags": may_list_flags,
    "claim.see": may_see_claim,
    "claim.agree": may_agree,
    "claim.decide": may_decide,
}
PROOFS: dict[str, Rule] = {"organisation.verify": may_verify}  # others trust what the five checks say
