"""The weekly mail as a value: subject, both parts, and the headers that let anybody stop it with one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.models import Subscriber
from app.core.bidi import isolated_in
from app.core.i18n import answering, direction_of, in_language
from app.core.mail import Message, absolute_url, inlined
from app.digest.finds import SECTION as FINDS
from app.digest.selection import Candidate, Place, Told
from app.digest.tellings import kept_back
from app.digest.tokens import own_token, stop_token, view_token
from app.digest.weeks import Week

KIND = "digest"
MOST_BYTES = 50 * 1024
LONGEST_SUBJECT = 60
LONGEST_TITLE = 200


# Why a reader gets it: weekly, monthly.
FINDS_ALONE = (
    _l("You saved a search here and confirmed your address, so you hear once a week of what is new in it. "
       "When nothing is new, no mail is sent."),
    _l("You saved a search here and confirmed your address, so you hear once a month of what is new in it. "
       "When nothing is new, no mail is sent."),
)  # fmt: skip
TASKS = (
    _l("You act for a country or an institution here, so you hear once a week of what waits for you and what "
       "is new. When there is nothing, no mail is sent."),
    _l("You act for a country or an institution here, so you hear once a month of what waits for you and what "
       "is new. When there is nothing, no mail is sent."),
)  # fmt: skip
MATCHES = (
    _l("You act for a country or an institution here, so you hear of new matches once a week. "
       "When nothing is new, no mail is sent."),
    _l("You act for a country or an institution here, so you hear of new matches once a month. "
       "When nothing is new, no mail is sent."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """One person's digest of one week, and the items that found room in it."""

    message: Message
    items: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the mail."""

    told: Told
    example: bool
    section: str = ""
    place: Place = Place.NEW

    @property
    def title(self) -> str:
        """Titles are as long as people make them; a mail is not."""
        words = self.told.title
        return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"


def weekly(
    subscriber: Subscriber, week: Week, items: Sequence[Candidate], *, digest_mail_id: int, preview: bool = False
) -> Issue:
    """The digest of `week` with `items`, best first; fewer of them if they would not fit into 50 KB."""
    language = answering(subscriber.locale)
    with in_language(language):
        lines = [Line(_told(item, preview=preview), item.example, item.section, item.place) for item in items]
        for count in range(len(lines), 0, -1):
            context = _context(subscriber, language, lines[:count])
            context |= _shown_links(language) if preview else _own_links(subscriber, language, digest_mail_id)
            html = inlined(render_template("digest/weekly.html", **context))
            if len(html.encode()) <= MOST_BYTES or count == 1:
                break
        text = render_template("digest/weekly.txt", **context)
        message = Message(
            kind=KIND,
            to=subscriber.email,
            to_name=subscriber.name,
            locale=language,
            subject=context["subject"],
            text=text,
            html=html,
            dedupe_key=f"digest:{week.name}:{subscriber.id}:{subscriber.locale}:{subscriber.email}"[:200],
            person_id=subscriber.person_id,
            headers=_headers(context["unsubscribe_url"], language),
        )
    return Issue(message, tuple(items[:count]))


def _told(item: Candidate, *, preview: bool) -> Told:
    told = item.tell()
    return kept_back(told) if preview and not told.is_public else told


class About(Enum):
    """What a mail tells of, as its subject, its heading and its reason say it."""

    MATCHES = "matches"
    RESULTS = "results"  # of searches too
    TASKS = "tasks"  # something waits for the reader


def about(lines: Sequence[Line]) -> About:
    if any(line.place != Place.NEW for line in lines):
        return About.TASKS
    return About.RESULTS if any(line.section == FINDS for line in lines) else About.MATCHES


def subject_for(count: int, *, example: bool, what: About = About.MATCHES) -> str:
    words = _heading(count, what)
    if example:
        words = str(_("Example: %(subject)s", subject=words))
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1] + "…"


def _heading(count: int, what: About) -> str:
    if what == About.MATCHES:
        return str(ngettext("%(num)s new match for you", "%(num)s new matches for you", count))
    if what == About.RESULTS:
        return str(ngettext("%(num)s new result for you", "%(num)s new results for you", count))
    return str(ngettext("%(num)s thing for you", "%(num)s things for you", count))


def _why(subscriber: Subscriber, what: About, *, finds_alone: bool) -> str:
    words = TASKS if what == About.TASKS else MATCHES
    if finds_alone or subscriber.person_id is None:
        words = FINDS_ALONE
    return str(words[subscriber.frequency == "monthly"])


def _settings_url(subscriber: Subscriber, language: str) -> str:
    """The reader's own page about these mails; without an account, by a signed link."""
    if subscriber.person_id:
        return absolute_url("weekly_mail.show", lang=language)
    return absolute_url("weekly_mail.of", token=own_token(int(subscriber.id or 0), subscriber.created_at))


def _own_links(subscriber: Subscriber, language: str, digest_mail_id: int) -> dict[str, str]:
    return {
        "settings_url": _settings_url(subscriber, language),
        "unsubscribe_url": absolute_url("digest.stop", token=_token(subscriber)),
        "browser_url": absolute_url("digest.view", token=view_token(digest_mail_id)),
    }


def _shown_links(language: str) -> dict[str, str]:
    """In a preview: to one's own page about these mails, whoever follows them."""
    page = absolute_url("weekly_mail.show", lang=language)
    return dict.fromkeys(("settings_url", "unsubscribe_url", "browser_url"), page)


def _context(subscriber: Subscriber, language: str, lines: Sequence[Line]) -> dict[str, Any]:
    example = any(line.example for line in lines)
    what = about(lines)
    return {
        "subject": subject_for(len(lines), example=example, what=what),
        "heading": _heading(len(lines), what),
        "lines": lines,
        "name": subscriber.name,
        "example": example,
        "kept_apart": partial(isolated_in, direction_of(language)),
        "lang": language,
        "dir": direction_of(language),
        "site_name": current_app.config["SITE"].name,
        "base_url": current_app.config["BASE_URL"],
        "why": _why(subscriber, what, finds_alone=all(line.section == FINDS for line in lines)),
    }


def _headers(stop_url: str, language: str) -> dict[str, str]:
    address = parseaddr(current_app.config["MAIL_FROM"])[1]
    by_mail = f"mailto:{address}?subject={quote('unsubscribe ' + stop_url.rpartition('/')[2])}"
    site = urlsplit(current_app.config["BASE_URL"]).hostname
    return {
        "Content-Language": language,
        "List-Id": f"<digest.{language}.{site}>",
        "List-Unsubscribe": f"<{stop_url}>, <{by_mail}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }


def _token(subscriber: Subscriber) -> str:
    return stop_token(int(subscriber.id or 0), subscriber.created_at)
