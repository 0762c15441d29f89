"""What the page of one request says: facts in words, those that its reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.db import utc_now
from app.core.i18n import current_language
from app.core.permissions import Actor, is_entitled
from app.country_requests.form_money import INSTRUMENTS
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.permissions import BEFORE_ENDORSEMENT, may_see_private, visible_fields
from app.country_requests.status_words import AUDIENCE_WORDS, CLOSING_WORDS, STATUS_WORDS, THROUGH_FOCAL_POINT
from app.country_requests.summary import money
from app.taxonomy import vocabulary
from app.taxonomy.gender import gender_in_words
from app.taxonomy.naming import language_names, term_name, term_names
from app.translation.service import in_line, text_in

Fact = tuple[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class RequestPage:
    country: str
    groups: list[str]
    status: str
    endorsed: bool
    asked: list[Fact]  # how partners would work with the country
    needed: list[Fact]  # what they must bring
    about: list[Fact]
    private: list[Fact]  # empty for those who may not see it
    shows_private: bool


def page_of(row: CountryRequest, actor: Actor) -> RequestPage:
    shown = visible_fields(actor, row)
    return RequestPage(
        country=term_name("places", row.country),
        groups=development_groups(row.country),
        status=str(STATUS_WORDS[row.status]),
        endorsed=row.status not in BEFORE_ENDORSEMENT and row.endorsed_at is not None,
        asked=_known(_asked(row)),
        needed=_known(_needed(row)),
        about=_known(_about(row)),
        private=_known([(label, value) for name, label, value in _private(row) if name in shown]),
        shows_private=may_see_private(actor, row),
    )


def standing_in_words(row: CountryRequest) -> str:
    """Who stands behind it, in the words of the page's head."""
    return str(THROUGH_FOCAL_POINT if row.endorsed_at else STATUS_WORDS[row.status])


def deadline_in_words(row: CountryRequest) -> str:
    return _("Answers until %(day)s", day=format_date(row.deadline, "long")) if row.deadline else ""


def audience_in_words(row: CountryRequest) -> str:
    """Who can read it now."""
    return str(AUDIENCE_WORDS[row.visibility])


def development_groups(country: str) -> list[str]:
    """The development groups of the country in words, as they stand today: "Least developed countries"."""
    known = vocabulary().groups
    found = vocabulary().groups_of(country, utc_now().date())
    return term_names("groups", [code for code in found if known[code].kind == "status" and code != "G77"])


def acts_open_to(row: CountryRequest, actor: Actor) -> list[str]:
    """What the reader can do with the request now: endorse, open, change, rank, close, take up again."""
    acts = ("endorse", "open", "change", "rank", "close", "take_up")
    return [act for act in acts if is_entitled(actor, f"request.{act}", row)]


def _asked(row: CountryRequest) -> list[tuple[str, Any]]:
    months = row.duration_months
    remote = {True: _("Some of the work can be done from afar"), False: _("The work cannot be done from afar")}
    return [
        (_("Ways of working"), term_names("modalities", row.modalities)),
        (_("Working languages"), language_names(row.languages)),
        (_("Partners from"), term_names("areas", row.preferred_regions)),
        (_("Start"), format_date(row.start, "long") if row.start else None),
        (_("Duration"), ngettext("%(num)s month", "%(num)s months", months) if months else None),
        (_("From afar"), remote[row.remote_possible] if row.remote_possible is not None else None),
    ]


def _needed(row: CountryRequest) -> list[tuple[str, Any]]:
    return [
        (_("Partners must work in one of"), language_names(row.must_speak)),
        (_("Partners must offer one of"), term_names("modalities", row.must_offer)),
    ]


def _about(row: CountryRequest) -> list[tuple[str, Any]]:
    return [
        (_("Number"), row.reference),
        (_("Status"), str(STATUS_WORDS[row.status])),
        (_("Institution"), _words(row, "institution")),
        (_("Ministry in charge"), _words(row, "ministry")),
        (_("Deadline"), format_date(row.deadline, "long") if row.deadline else None),
        (_("Questions until"), format_date(row.questions_until, "long") if row.questions_until else None),
        (_("Sectors"), term_names("sectors", row.sectors)),
        (_("Equality of women and men"), gender_in_words(row.gender_marker)),
        (_("Published on"), format_date(row.published_at, "long") if row.published_at else None),
    ]


def _words(row: CountryRequest, field: str) -> Markup:
    """A short text in the language it is in; one that is neither the page's nor the title's is named."""
    return in_line(text_in(row, field), text_in(row, "title").lang)


def _private(row: CountryRequest) -> list[tuple[str, str, Any]]:
    """(column, label, value) of what only the country's own people and moderators read."""

    def amount(value: Decimal | None) -> str | None:
        return None if value is None else money(value, row.currency, current_language())

    closed = row.closing_reason if row.status == RequestStatus.CLOSED else None
    return [
        ("wished_visibility", _("Who should read it"), str(AUDIENCE_WORDS[row.wished_visibility])),
        ("national_priority", _("National priority"), str(row.national_priority) if row.national_priority else None),
        ("total", _("Total cost"), amount(row.total)),
        ("own_cash", _("Own contribution in money"), amount(row.own_cash)),
        ("own_kind", _("Own contribution in kind"), amount(row.own_kind)),
        ("other_contributions", _("Contributions of others"), amount(row.other_contributions)),
        ("gap", _("Still to be found"), amount(row.gap)),
        (
            "instruments",
            _("Forms of finance"),
            [str(INSTRUMENTS[code]) for code in row.instruments if code in INSTRUMENTS],
        ),
        ("absorptive_capacity", _("Capacity"), row.absorptive_capacity),
        ("contact", _("Contact"), row.contact),
        ("closing_reason", _("Why it was closed"), str(CLOSING_WORDS[closed]) if closed else None),
        ("closing_note", _("Note on closing"), row.closing_note),
    ]


def _known(facts: list[tuple[str, Any]]) -> list[Fact]:
    return [(label, value) for label, value in facts if value]
