"""What people do: buttons pressed and forms sent, so that what the site answers is looked at as well.

`SPOILED` are forms that are filled in wrongly, which changes nothing; `ACTS` change their world, in this order.
Long because every act of the site stands here once.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from app.core.db import utc_now
from app.country_requests.journey import PAGES
from app.solutions.journey import PAGES as OFFER_PAGES
from tests.languages.reading import words_of
from tests.languages.visits import VISITS, Values, Visit, nothing
from tests.languages.world import A_PDF, TYPED, World

if TYPE_CHECKING:
    from tests.languages.conftest import Seen, Site

FIELDS = frozenset({"input", "select", "textarea"})
WITHOUT_WORDS = "9" * 5001  # too much of nothing, in no language


def forms(root: Element) -> Iterator[Element]:
    """The forms of a page that change something."""
    return (form for form in root.iter("form") if form.get("method", "").lower() == "post")


def untouched(form: Element) -> dict[str, Any]:
    """What the form would send as it came."""
    values: dict[str, Any] = {}
    for each in form.iter():
        name, kind = each.get("name", ""), each.get("type", "text")
        if not name or each.tag not in FIELDS or kind in {"file", "submit"}:
            continue
        if kind in {"checkbox", "radio"}:
            if "checked" in each.attrib:
                values.setdefault(name, []).append(each.get("value", "on"))
        elif each.tag == "select":
            values[name] = next((option.get("value", "") for option in each if "selected" in option.attrib), "")
        else:
            values[name] = words_of(each) if each.tag == "textarea" else each.get("value", "")
    return values


def asked(form: Element) -> set[str]:
    """The names of the fields that a person fills in."""
    return {
        each.get("name", "")
        for each in form.iter()
        if each.tag in FIELDS and each.get("type") not in {"hidden", "submit", "file"}
    }


def _wrong_draft(name: str) -> Values:
    return lambda world: {"draft_id": world.drafts["wrong"], "page_name": name}


def _wrong_offer(name: str) -> Values:
    return lambda world: {"draft_id": world.drafts["wrong offer"], "page_name": name}


# Pages with a form to fill in, each as the first of its visitors sees it.
_WITH_FORMS = (
    "accounts.show", "appointments.new", "appointments.show", "countries.rules", "desk.clearance", "moderation.propose",
    "moderation.settings", "moderation.show", "on_behalf.show", "request_entering.start", "solution_entering.start",
    "conversations.report", "conversations.show", "first_message.new", "partnerships.show",
    "editing.edit", "editing.editors", "offers.new", "personal_data.delete",
    "request_acts.close", "request_acts.open_request", "request_acts.rank",
    "reviews.show", "second_factor.ask", "second_factor.set_up",
    "second_step.ask", "security.change_password", "security.forgot_password", "security.login",
    "security.register", "security.reset_password", "security.send_confirmation", "security.verify",
    "site.correct", "trust.flag", "trust.verification", "address.ask", "passkeys.new",
    "overrides.index", "shortlist.note", "searches.new", "questions.ask", "questions.answer",
)  # fmt: skip
SPOILED: dict[str, tuple[Visit, ...]] = {
    **{endpoint: VISITS[endpoint][:1] for endpoint in _WITH_FORMS},
    **{endpoint: VISITS[endpoint][1:2] for endpoint in ("claims.create", "claims.new", "claims.show")},
    "drafts.page": tuple(Visit("amina", _wrong_draft(name)) for name in PAGES if name != "files"),
    "solution_drafts.page": tuple(Visit("budi", _wrong_offer(name)) for name in OFFER_PAGES),
}


@dataclass(frozen=True, slots=True)
class Act:
    """Open a page and press a button there; `form` is part of the form's address, "" for the first without one."""

    who: str
    endpoint: str
    values: Values = field(default=nothing)
    form: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    without_session: bool = False  # the button is pressed after the session has ended
    times: int = 1  # how often the button is pressed; what came of the last time is looked at


def _number(which: str) -> Values:
    return lambda world: {"number": world.requests[which]}


def _draft(which: str, **more: str) -> Values:
    return lambda world: {"draft_id": world.drafts[which], **more}


def _file(content: bytes = b"") -> dict[str, Any]:
    return {"file": (io.BytesIO(content), TYPED["other file"])}


def _record(world: World) -> Mapping[str, Any]:
    return {"kind": "solution", "number": world.solutions["ar"]}


def _code(_world: World) -> Mapping[str, Any]:
    return {"code": "XA"}


def _organisation(which: str) -> Values:
    return lambda world: {"organisation_id": world.organisations[which]}


def _claim(which: str) -> Values:
    return lambda world: {"claim_id": world.claims[which]}


def _clearance(world: World) -> Mapping[str, Any]:
    return {"code": "XB", "number": world.clearances["waits"]}


def _sent(which: str) -> Values:
    return lambda world: {"number": world.sent[which]}


def _item(which: str) -> Values:
    return lambda world: {"number": world.items[which]}


def _offer(world: World) -> Mapping[str, Any]:
    return {"number": world.requests["ru"], "offer_id": world.offers["sent"]}


def _pending(world: World) -> Mapping[str, Any]:
    return {"number": world.requests["fr"], "offer_id": max(world.offers.values()) + 1}


def _partnership(world: World) -> Mapping[str, Any]:
    return {"number": world.partnership}


def _question(world: World) -> Mapping[str, Any]:
    return {"number": world.requests["ru"], "question_id": world.questions["waits"]}


def _talk(world: World) -> Mapping[str, Any]:
    return {"number": world.conversations["open"]}


def _institute(world: World) -> Mapping[str, Any]:
    return {"kind": "organisation", "number": world.organisations["en"]}


def _letter(which: str) -> Values:
    return lambda world: {"number": world.letters[which]}


LETTER = {
    "email": "dalia@example.org", "country": "XC", "role": "focal-point", "office": "77", "reference": "77",
    "called_number": "77", "listed_at": "77",
    **{f"{name}-{part}": "1" for name in ("letter_date", "called_on", "valid_to") for part in ("day", "month")},
    "letter_date-year": "2026", "called_on-year": "2026", "valid_to-year": "2199",
}  # fmt: skip
STORY = _draft("offer", page_name="story")
PROBLEM = _draft("empty", page_name="problem")
WRONG_PAGE = {"who_is_affected": "9" * 30, "problem": "77"}
ACTS: Sequence[Act] = (
    Act("amina", "accounts.show"),
    Act("amina", "second_factor.show", form="/recovery-codes"),
    Act("amina", "second_factor.ask", form="/show", changes={"code": "77"}, status=422),
    Act("amina, at the door", "second_step.ask", form="/sign-in/code", changes={"code": "77"}, status=422),
    Act("amina", "second_factor.ask", form="/passkey", changes={"credential": "77"}, status=422),
    Act("amina, at the door", "second_step.ask", form="/passkey", changes={"credential": "77"}, status=422),
    Act("dalia", "passkeys.new", form="/passkeys/new", changes={"name": "77"}, status=422),
    Act("amina", "second_factor.show", form="/remove"),
    Act("budi", "second_factor.show", form="/turn-off", changes={"password": "77"}, status=422),
    Act("budi", "second_factor.show", form="/turn-off", changes={"password": "three quiet wells and a lamp"}),
    Act("dalia", "second_factor.set_up", form="/set-up", changes={"code": "77"}, status=422),
    Act("amina", "countries.rules", _code, changes={"version": "0"}),
    Act("amina", "countries.rules", _code, changes={"version": "0", "offers": ["nobody"]}, status=422),
    Act("amina", "countries.rules", _code, "rules/remove"),
    Act("bola", "desk.clearance", _clearance, changes={"decision": "not_cleared"}, status=422),
    Act("bola", "desk.clearance", _clearance, changes={"decision": "cleared", "version": "77"}, status=409),
    Act("bola", "desk.clearance", _clearance, changes={"decision": "cleared", "note": "77"}),
    Act("celso", "appointments.new", changes=LETTER),
    Act("celso", "appointments.new", changes={**LETTER, "valid_to-year": "2020", "called_on-year": "2199"}, status=422),
    Act("celso", "appointments.new", changes={**LETTER, "email": "celso@example.org"}, status=422),
    Act("celso", "appointments.new", changes={**LETTER, "email": "77@example.org"}, status=422),
    Act("celso", "appointments.show", _letter("proposed"), changes={"act": "set_aside"}, status=422),
    Act("celso", "appointments.show", _letter("proposed"), changes={"act": "confirm", "version": "77"}, status=409),
    Act("celso", "appointments.show", _letter("proposed"), changes={"act": "set_aside", "note": "77"}),
    Act("celso", "appointments.end", lambda w: {"number": w.appointments["bola"]}, changes={"seen": "77"}, status=409),
    Act("budi", "offers.new", _number("fr"), changes={"message": "77"}),
    Act("budi", "offers.show", _offer, "/withdraw", {"version": "77"}, 409),
    Act("budi", "questions.ask", _number("ru"), changes={"words": "77"}),
    Act("amina", "questions.answer", _question, changes={"answer": "77", "version": "77"}, status=409),
    Act("amina", "questions.answer", _question, changes={"answer": "77"}),
    Act("amina", "first_message.new", _institute, changes={"words": "77"}),
    Act("bola", "first_message.new", _institute, changes={"words": "77"}),
    Act("budi", "conversations.show", _talk, changes={"words": "77"}),
    Act("budi", "offers.show", _pending, "/withdraw"),
    Act("budi", "conversations.show", _talk, changes={"words": "77", "key": ""}, status=422),
    Act("budi", "conversations.report", lambda w: {**_talk(w), "message_id": w.messages["first"]},
        changes={"reason": "77"}),
    Act("amina", "conversations.close", _talk),
    Act("amina", "offers.show", _offer, "/shortlist"),
    Act("amina", "partnerships.show", _partnership, changes={"version": "77"}, status=409),
    Act("amina", "partnerships.show", _partnership, changes={"to": ["introduced"]}),
    Act("budi", "partnerships.show", lambda w: {"number": w.partnership + 1}, changes={"to": ["introduced"]}),
    Act("amina", "drafts.page", _draft("full", page_name="files"), "attachments/add", _file(A_PDF + b"3")),
    Act("amina", "drafts.page", _draft("full", page_name="files"), "attachments/add", _file(b"none"), 422),
    Act("amina", "drafts.page", _draft("full", page_name="files"), "attachments/add", _file(), 422),
    Act("amina", "drafts.page", _draft("full", page_name="files"), "/remove"),
    Act("amina", "drafts.page", PROBLEM, "/problem", WRONG_PAGE),
    Act("amina", "drafts.page", PROBLEM, "/problem", {"problem": "7", "seen": "no"}, 409),
    Act("amina", "drafts.page", _draft("empty", page_name="title"), "/title", {"csrf_token": "no"}, 400),
    Act("amina", "drafts.page", PROBLEM, "/problem", WRONG_PAGE, 401, without_session=True),
    Act("amina", "sending.check", _draft("empty"), "/check", status=422),
    Act("amina", "sending.check", _draft("full"), "/check", {"seen": "no"}, 409),
    Act("amina", "drafts.tasks", _draft("full"), "/link"),
    Act("amina", "sending.check", _draft("full"), "/check", {"key": "pressed-once"}),
    Act("amina", "sending.check", _draft("wrong"), "/check", {"key": "pressed-once"}, 409),
    Act("amina", "returning.delete", _draft("empty")),
    Act("amina", "drafts.new", form="/new"),
    Act("amina", "country_requests.by_number", _number("ar"), "/change"),
    Act("amina", "sending.check", _draft("request changes"), "/check", {"key": "pressed-to-change"}),
    Act("visitor", "on_behalf.show", lambda w: {"token": w.tokens["entered"]}, changes={"answer": ["right"]}),
    Act("amina", "request_acts.endorse", _number("submitted"), changes={"version": "77"}, status=409),
    Act("amina", "request_acts.endorse", _number("submitted")),
    Act("amina", "request_acts.rank", _number("submitted"), changes={"rank": "77"}),
    Act("amina", "request_acts.open_request", _number("submitted"), changes={"audience": ["members"]}),
    Act("amina", "request_acts.open_request", _number("submitted"), changes={"audience": ["moderators"]}, status=422),
    Act("amina", "request_acts.close", _number("submitted"), changes={"reason": ["withdrawn"]}),
    Act("amina", "recommendations.for_request", lambda w: {"request_id": w.requests["en"]}, "/matches/",
        {"answer": "not-relevant", "why": "tried"}),
    Act("amina", "recommendations.for_request", lambda w: {"request_id": w.requests["en"]}, "/matches/"),
    Act("budi", "solution_drafts.page", STORY, "/story", {"seen": "no", "approach": "77"}, 409),
    Act("budi", "solution_drafts.page", STORY, "/story", {"csrf_token": "no"}, 400),
    Act("budi", "solution_drafts.page", STORY, "/story", {}, 401, without_session=True),
    Act("budi", "solution_drafts.page", _draft("no offer", page_name="results"), "/results", {"then": "add-results"}),
    Act("budi", "solution_sending.check", _draft("no offer"), "/check", status=422),
    Act("budi", "solution_sending.check", _draft("offer"), "/check", {"seen": "no"}, 409),
    Act("budi", "solution_sending.check", _draft("offer"), "/check", {"key": "pressed-once"}),
    Act("budi", "solution_sending.check", _draft("changes"), "/check", {"key": "pressed-once"}, 409),
    Act("budi", "solution_sending.state", _sent("ar"), "/edit"),
    Act("budi", "solution_sending.delete", _draft("no offer")),
    Act("budi", "solution_drafts.index", form="/offer/"),
    Act("carla", "moderation.index", form="/claim"),
    Act("carla", "moderation.show", _item("fr"), "/moderation/", {"act": "changes"}, 422),
    Act("carla", "moderation.show", _item("fr"), "/moderation/", {"act": "publish", "version": "77"}, 409),
    Act("carla", "moderation.show", _item("fr"), "/moderation/", {"act": "not_published", "reasons": ["rights"]}),
    Act("carla", "moderation.index", form="/undo/"),
    Act("carla", "moderation.show", _item("fr"), "/release"),
    Act("carla", "moderation.settings", changes={"languages": ["fr"]}),
    Act("carla", "moderation.propose", lambda w: {"kind": "solution", "number": w.solutions["en"]},
        changes={"act": "delete", "words": "77"}),
    Act("budi", "solution_sending.withdraw", _sent("fr")),
    Act("carla", "overrides.index", lambda w: {"request_id": w.requests["en"]}, "/withdraw"),
    Act("carla", "overrides.index", lambda w: {"request_id": w.requests["en"]}, "/decided",
        changes={"solution": "999999", "what": ["out"], "reason": "7" * 12}, status=422),
    Act("carla", "overrides.index", lambda w: {"request_id": w.requests["en"]}, "/decided",
        changes={"solution": "1", "what": ["out"], "reason": "7" * 12}),
    Act("carla", "trust.flag", _organisation("fr"), "/confirm"),
    Act("carla", "trust.flag", _organisation("fr"), "/lift"),
    Act("carla", "trust.flag", _organisation("fr"), "/lift"),
    Act("carla", "trust.flag", _organisation("fr"), changes={"kind": ["observation"], "note": "77"}),
    Act("carla", "trust.verification", _organisation("en"), changes={
        "reached": ["no"], "reached_comment": "77", "valid_until-day": "1", "valid_until-month": "1",
        "valid_until-year": str(utc_now().year + 1)}),
    Act("amina", "claims.new", _organisation("fr"), changes={"position": "7", "work_address": "a@example.org",
        "letter": "7"}),
    Act("amina", "claims.new", _organisation("fr"), changes={"position": "7", "work_address": "a@example.org",
        "letter": "7"}, status=422),
    Act("carla", "claims.show", _claim("listed"), "/decide", {"decision": "decline"}, 422),
    Act("carla", "claims.show", _claim("listed"), "/decide", {"decision": "approve", "seen": "77"}, 422),
    Act("budi", "editing.edit", _organisation("en"), changes={"version": "77", "founded": "1977", "summary": "77"},
        status=422),
    Act("budi", "editing.edit", _organisation("en")),
    Act("budi", "editing.editors", _organisation("en"), changes={"address": "p7@example.org"}),
    Act("budi", "claims.show", _claim("listed"), "/agree"),
    Act("carla", "claims.show", _claim("new"), "/decide", {"decision": "decline", "reason": "77"}),
    Act("visitor", "site.correct", _record, changes={"wish": ["remove"], "words": "77"}),
    Act("visitor", "site.correct", _record, changes={"csrf_token": "no"}, status=400),
    Act("amina", "exchange_acts.confirm", lambda w: {"exchange_id": w.exchanges["en"]}, changes={"version": "77"},
        status=422),
    Act("amina", "exchange_acts.confirm", lambda w: {"exchange_id": w.exchanges["en"]}),
    Act("carla", "site.correct_record", lambda _: {"number": 1}, changes={"version": "77"}, status=409),
    Act("carla", "site.correct_record", lambda _: {"number": 1}),
    Act("carla", "request_entering.start", changes={"country": "XA", "name": "77", "reference": "77", "way": ["paper"],
        "sent_on-day": "1", "sent_on-month": "1", "sent_on-year": "2026"}),
    Act("amina", "shortlist.note", lambda w: {"solution_id": w.solutions["en"]}, changes={"note": TYPED["note"]}),
    Act("amina", "shortlist.index", form="/remove"),
    Act("amina", "searches.new", lambda _: {"name": "exchanges"}, form="/searches/new"),
    Act("visitor", "searches.new", lambda _: {"name": "exchanges"}, form="/searches/new",
        changes={"email": "reader@example.org"}),
    Act("visitor", "searches.confirm", lambda w: {"token": w.tokens["search confirm"]}),
    Act("amina", "searches.index"),
    Act("dalia", "invitations.show", lambda w: {"token": w.tokens["invitation"]}),
    Act("amina", "weekly_mail.show", changes={"frequency": "monthly", "hour": "7"}),
    Act("visitor", "weekly_mail.of", lambda w: {"token": w.tokens["weekly mail"]}, changes={"paused_until-day": "77"},
        status=422),
    Act("visitor", "match_answers.show", lambda w: {"token": w.tokens["match"], "answer": "interested"},
        changes={"answer": "interested"}),
    Act("visitor", "match_answers.show", lambda w: {"token": w.tokens["match"], "answer": "interested"}, status=422),
    Act("carla", "digest_runs.send_again", lambda w: {"mail_id": w.uncertain["new"]}),
    Act("celso", "digest_runs.preview", changes={"email": "77@example.org"}, status=422),
    Act("visitor", "digest.stop", lambda w: {"token": w.tokens["stop"]}),
    Act("visitor", "security.confirm_email", lambda w: {"token": w.tokens["confirm"]}),
    Act("visitor", "security.forgot_password", changes={"email": "amina@example.org"}),
    Act("visitor", "security.forgot_password", changes={"email": "amina@example.org"}, status=429, times=5),
    Act("visitor", "security.send_confirmation", changes={"email": "77@example.org"}),
    Act("visitor", "reviews.show", lambda w: {"token": w.tokens["review open"]}, changes={"answer": ["update"]}),
    Act("visitor", "reviews.show", lambda w: {"token": w.tokens["review open"]}, changes={"answer": ["withdraw"]}),
    Act("celso", "appointments.show", _letter("contested"), changes={"act": "this_one", "note": "77"}),
    Act("dalia, elsewhere", "accounts.show"),
    Act("dalia", "address.ask", changes={"email": "p7@example.org", "password": "three quiet wells and a lamp"}),
    Act("dalia", "accounts.sessions", form="/end"),
    Act("dalia", "personal_data.delete", changes={"password": "three quiet wells and a lamp", "sure": ["y"]}),
    Act("amina", "accounts.show", form="sign-out"),
)  # fmt: skip


def done(site: Site, act: Act, language: str) -> Seen:
    """The page that comes after the button."""
    page = site.visit(act.endpoint, Visit(act.who, act.values), language)
    form = next(form for form in forms(page.root) if _is_meant(form, act.form))
    who = "visitor" if act.without_session else act.who
    values = {**untouched(form), **act.changes}
    for _ in range(act.times - 1):
        site.post(page, form, values, who=who)
    return site.post(page, form, values, who=who)


def _is_meant(form: Element, part: str) -> bool:
    action = form.get("action", "")
    return part in action if part else not action
