"""An example of every page: for each address of the site, who visits it and with which values.

A new route makes `test_every_page.py` fail until it has an example here. A page that shows something else to
somebody else has an example for each of them. Long because every address of the site stands here once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Flask, url_for

from app.core.assets import served_name
from app.country_requests.journey import PAGES
from app.solutions.journey import PAGES as OFFER_PAGES
from app.taxonomy.site_profile import PAGES as POLICIES
from tests.languages.world import TYPED, World

Kind = Literal["page", "mail", "not a page"]
Values = Callable[[World], Mapping[str, Any]]


def nothing(_world: World) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at an address: by whom, with what in it, and what comes."""

    who: str = "visitor"  # or a name of the world's people; "amina, elsewhere" in another browser of hers
    values: Values = field(default=nothing)
    query: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    kind: Kind = "page"


def address_of(app: Flask, endpoint: str, visit: Visit, world: World, language: str) -> str:
    values = {**visit.values(world), **visit.query}
    if app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = language
    with app.test_request_context():
        return url_for(endpoint, **values)


def _each(kind: str, name: str) -> tuple[Visit, ...]:
    """The page of a record in each language that there is one in."""

    def of(language: str) -> Values:
        return lambda world: {name: getattr(world, kind)[language], "slug": "x"}

    return tuple(Visit(values=of(language)) for language in ("fr", "ar", "zh", "ru", "en"))


def _request(which: str, name: str = "number") -> Values:
    return lambda world: {name: world.requests[which]}


def _shown(which: str) -> Values:
    return lambda world: {"number": world.requests[which], "slug": "x"}


def _draft(which: str = "full", **more: Any) -> Values:
    return lambda world: {"draft_id": world.drafts[which], **more}


def _record(world: World) -> Mapping[str, Any]:
    return {"kind": "solution", "number": world.solutions["ar"]}


def _desk(written: str) -> Values:
    return lambda world: {"target": "ar", "kind": "solution", "number": world.solutions[written]}


def _conversation(which: str) -> Values:
    return lambda world: {"number": world.conversations[which]}


def _written_to(kind: str, which: str) -> Values:
    return lambda world: {"kind": kind.removesuffix("s"), "number": getattr(world, kind)[which]}


def _partnership(world: World) -> Mapping[str, Any]:
    return {"number": world.partnership}


def _sent(which: str) -> Values:
    return lambda world: {"number": world.sent[which]}


def _item(which: str) -> Values:
    return lambda world: {"number": world.items[which]}


def _token(name: str) -> Values:
    return lambda world: {"token": world.tokens[name]}


def _organisation(written: str) -> Values:
    return lambda world: {"organisation_id": world.organisations[written]}


def _claim(which: str) -> Values:
    return lambda world: {"claim_id": world.claims[which]}


def _of_list(_world: World) -> Mapping[str, Any]:
    return {"name": "solutions"}


def _file(ending: str) -> Values:
    return lambda _world: {"name": "solutions", "ending": ending}


def _policy(name: str) -> Values:
    return lambda _world: {"name": name}


def _clearance(which: str) -> Values:
    return lambda world: {"code": "XB", "number": world.clearances[which]}


def _offer(which: str, request: str) -> Values:
    return lambda world: {"number": world.requests[request], "offer_id": world.offers[which]}


def _question(which: str) -> Values:
    return lambda world: {"number": world.requests["ru"], "question_id": world.questions[which]}


def _letter(which: str) -> Values:
    return lambda world: {"number": world.letters[which]}


STYLE = {"filename": served_name("crux.css")}
VISITS: dict[str, tuple[Visit, ...]] = {
    "site.about_languages": (Visit(),),
    "insights.index": (Visit(),),
    "balance.show": (Visit(),),
    "balance.as_csv": (Visit(kind="not a page"),),
    "balance.as_json": (Visit(kind="not a page"),),
    "decisions.index": (Visit(), Visit("carla")),
    "moderation.index": (
        Visit("carla"), Visit("carla", query={"to": "fr", "kind": "solution"}), Visit("carla", query={"to": "none"}),
        Visit("amina", status=404),
    ),
    "moderation.propose": (
        Visit("carla", lambda w: {"kind": "solution", "number": w.solutions["en"]}),
        Visit("budi", lambda w: {"kind": "solution", "number": w.solutions["en"]}, status=404),
    ),
    "moderation.settings": (Visit("carla"), Visit("amina", status=404)),
    "moderation.show": (
        *(Visit("carla", _item(which)) for which in ("fr", "ar", "changed", "proposal", "asked")),
        Visit("budi", _item("fr"), status=404),
    ),
    "empty_form.show": (Visit(), Visit("amina")),
    "solution_drafts.index": (Visit(), Visit("budi"), Visit("amina")),
    "solution_drafts.page": (
        *(Visit("budi", _draft("offer", page_name=name)) for name in OFFER_PAGES),
        *(Visit("budi", _draft("changes", page_name=name)) for name in ("summary", "evidence", "blocks")),
        *(Visit("budi", _draft("no offer", page_name=name), {"mend": "1"}) for name in OFFER_PAGES),
        Visit("amina", _draft("offer", page_name="story"), status=404),
    ),
    "solution_drafts.tasks": (
        *(Visit("budi", _draft(name)) for name in ("offer", "no offer", "changes")),
        Visit("amina", _draft("offer"), status=404),
    ),
    "solution_preview.show": (
        *(Visit("budi", _draft(which)) for which in ("offer", "no offer", "wrong offer", "changes")),
        Visit("amina", _draft("offer"), status=404),
    ),
    "solution_sending.check": (Visit("budi", _draft("offer")), Visit("budi", _draft("no offer"))),
    "solution_sending.delete": (Visit("budi", _draft("offer")), Visit("budi", _draft("no offer"))),
    "solution_sending.state": (
        *(Visit("budi", _sent(which)) for which in ("fr", "ar", "en")), Visit("bola", _sent("fr")),
        Visit("amina", _sent("fr"), status=404),
    ),
    "solution_sending.withdraw": (Visit("budi", _sent("fr")), Visit("bola", _sent("fr"), status=404)),
    "translation.desk": (
        Visit("carla", _desk("fr")),
        Visit("carla", _desk("zh")),
        Visit("amina", _desk("fr"), status=404),
    ),
    "translation.index": (Visit("carla"), Visit("carla", query={"state": "untranslated"}), Visit("amina", status=404)),
    "translation_files.dry_run": (Visit("carla", lambda _: {"target": "ar", "draft_id": "nonsense"}, status=404),),
    "translation_files.language": (Visit("carla", lambda _: {"target": "ar"}, kind="not a page"),),
    "translation_files.record": (Visit("carla", _desk("fr"), kind="not a page"),),
    "translation_files.upload": (Visit("carla", lambda _: {"target": "ar"}),),
    "account_gone.show": (Visit(),),
    "address.ask": (Visit("amina"), Visit("dalia")),
    "address.confirm": (
        Visit("dalia", _token("address")), Visit(values=_token("address")),
        Visit("amina", _token("address"), status=404),
    ),
    "address.stop": (Visit(values=_token("address stop")), Visit(values=lambda _: {"token": "none"}, status=404)),
    "personal_data.delete": (Visit("amina"),),
    "personal_data.export": (Visit("amina"),),
    "second_factor.ask": (Visit("amina"), Visit("dalia")),
    "second_factor.go_on": (Visit("amina, with a kept form"), Visit("dalia")),
    "second_factor.set_up": (Visit("dalia"), Visit("dalia", query={"next": "/en/account"})),
    "second_factor.show": (
        Visit("amina"), Visit("budi"), Visit("dalia"), Visit("dalia", query={"next": "/en/account"}),
    ),
    "second_step.ask": (Visit("amina, at the door"), Visit("esi, at the door"), Visit()),
    "passkeys.new": (Visit("amina"), Visit("dalia"), Visit("dalia", query={"next": "/en/account"})),
    "accounts.sessions": (Visit("amina"), Visit("amina, elsewhere")),
    "accounts.show": (Visit("amina"), Visit("budi"), Visit("carla"), Visit("dalia"), Visit()),
    "claims.create": (
        Visit("amina"), Visit("amina", query={"name": TYPED["claimed name"], "acronym": TYPED["acronym"]}), Visit(),
    ),
    "claims.index": (Visit("carla"), Visit("amina", status=404)),
    "claims.new": (Visit(values=_organisation("fr")), Visit("amina", _organisation("fr")),
                   Visit("amina", _organisation("en"))),
    "claims.show": (
        Visit("carla", _claim("listed")), Visit("carla", _claim("new")), Visit("budi", _claim("listed")),
        Visit("dalia", _claim("listed")), Visit("amina", _claim("declined")), Visit("bola", _claim("new"), status=404),
    ),
    "claims.start": (Visit(values=_record), Visit(values=lambda w: {"kind": "exchange", "number": w.exchanges["en"]})),
    "appointments.end": (Visit("celso", lambda w: {"number": w.appointments["bola"]}),),
    "appointments.index": (Visit("carla"), Visit("amina", status=404)),
    "appointments.new": (Visit("carla"), Visit("carla", query={"renews": "1"})),
    "appointments.show": (
        Visit("celso", _letter("proposed")), Visit("carla", _letter("proposed")), Visit("celso", _letter("contested")),
        Visit("carla", _letter("confirmed")),
    ),
    "compare.show": (
        Visit(), Visit(query={"ids": "1,2,5,3"}), Visit("amina", query={"ids": "6"}),
        Visit(query={"ids": "4,987654"}),
    ),
    "countries.rules": (Visit("amina", lambda _: {"code": "XA"}), Visit("carla", lambda _: {"code": "XA"}, status=404)),
    "country_requests.by_number": (Visit(values=_request("fr")), Visit("amina", _request("submitted"))),
    "country_requests.index": (
        Visit(), Visit(query={"view": "table"}), Visit("amina"),
        Visit(query={"q": "2199", "goal": "13", "place": "XA"}),
        Visit(query={"q": TYPED["search"], "goal": "13"}), Visit(query={"goal": "17"}),
    ),
    "country_requests.mine": (Visit("amina"), Visit("dalia")),
    "country_requests.sent": (Visit("amina", _request("en")), Visit("amina", _request("submitted"))),
    "country_requests.show": (
        *_each("requests", "number"),
        Visit("amina", _shown("ru")), Visit("amina", _shown("closed")), Visit("carla", _shown("submitted")),
        Visit(values=_shown("submitted"), status=404), Visit("budi", _shown("zh")), Visit("budi", _shown("fr")),
    ),
    "desk.clearance": (Visit("bola", _clearance("waits")), Visit("bola", _clearance("decided"))),
    "desk.show": (
        Visit("bola", lambda _: {"code": "XB"}), Visit("amina", lambda _: {"code": "XA"}),
        Visit("tariq", lambda _: {"code": "XA"}), Visit("dalia", lambda _: {"code": "XA"}, status=404),
    ),
    "demo_people.index": (Visit(),),
    "digest.stop": (
        Visit(values=_token("stop")), Visit(values=_token("stop of a stranger")),
        Visit(values=lambda _: {"token": "none"}, status=404),
    ),
    "weekly_mail.show": (Visit("amina"), Visit("dalia")),
    "weekly_mail.of": (Visit(values=_token("weekly mail")), Visit(values=lambda _: {"token": "none"}, status=404)),
    "digest_runs.index": (Visit("carla"), Visit("amina", status=404)),
    "digest_runs.send_again": (
        Visit("carla", lambda w: {"mail_id": w.uncertain["new"]}),
        Visit("carla", lambda w: {"mail_id": w.uncertain["old"]}),
        Visit("carla", lambda _: {"mail_id": 987654}, status=404),
    ),
    "digest_runs.preview": (Visit("celso"), Visit("carla", status=404)),
    "match_answers.show": (
        Visit(values=lambda w: {"token": w.tokens["match"], "answer": "interested"}),
        Visit(values=lambda w: {"token": w.tokens["match of an institution"], "answer": "not-relevant"}),
        Visit(values=lambda _: {"token": "none", "answer": "in-contact"}, status=404),
    ),
    "digest.view": (Visit(values=_token("mail"), kind="mail"),),
    "site.correct_record": (
        Visit("carla", lambda _: {"number": 1}),
        Visit("amina", lambda _: {"number": 1}, status=404),
    ),
    "request_entering.start": (Visit("carla"), Visit("amina", status=404)),
    "solution_entering.start": (Visit("carla", _organisation("en")), Visit("budi", _organisation("en"), status=404)),
    "on_behalf.show": (Visit(values=_token("entered")), Visit(values=lambda _: {"token": "none"}, status=404)),
    "drafts.new": (
        Visit(), Visit("amina", query={"title": TYPED["search"]}), Visit("dalia"), Visit("bola"),
    ),
    "drafts.page": (
        *(Visit("amina", _draft(page_name=name)) for name in PAGES),
        *(Visit("amina", _draft("empty", page_name=name), {"mend": "1"}) for name in PAGES),
    ),
    "drafts.tasks": (Visit("amina", _draft()), Visit("amina", _draft("empty"))),
    "editing.edit": (
        Visit("budi", _organisation("en")), Visit("carla", _organisation("fr")),
        Visit("amina", _organisation("fr"), status=404),
    ),
    "editing.editors": (Visit("budi", _organisation("en")), Visit("carla", _organisation("fr"))),
    "exchange_acts.confirm": (
        Visit("amina", lambda w: {"exchange_id": w.exchanges["en"]}),
        Visit("carla", lambda w: {"exchange_id": w.exchanges["en"]}, status=404),
    ),
    "exchanges.index": (
        Visit(), Visit(query={"view": "table"}), Visit(query={"q": TYPED["search"], "goal": "13"}),
        Visit(query={"goal": "13", "place": "XB"}),
    ),
    "exchanges.show": (
        *_each("exchanges", "exchange_id"), Visit("amina", lambda w: {"exchange_id": w.exchanges["en"], "slug": "x"}),
    ),
    "files.of_draft": (
        Visit("amina", lambda w: {"draft_id": w.drafts["full"], "number": w.files["draft"]}, kind="not a page"),
    ),
    "files.of_request": (
        Visit(
            "amina",
            lambda w: {"request_number": w.requests["en"], "number": w.files["request"]},
            kind="not a page",
        ),
    ),
    "health.alive": (Visit(kind="not a page"),),
    "health.ready": (Visit(kind="not a page"),),
    "embeds.card": (
        Visit(values=lambda w: {"name": "solutions", "number": w.solutions["en"]}, kind="mail"),
        Visit(values=lambda w: {"name": "requests", "number": w.requests["ar"]}, kind="mail"),
        Visit(values=lambda _: {"name": "organisations", "number": 999_999}, status=404),
    ),
    "interchange.atom": (Visit(values=_of_list, kind="not a page"),),
    "interchange.citation": (
        Visit(values=lambda w: {"name": "solutions", "number": w.solutions["ar"], "program": "bib"}, kind="not a page"),
        Visit(values=lambda _: {"name": "organisations", "number": 1, "program": "ris"}, status=404),
    ),
    "interchange.files": (Visit(),),
    "interchange.linked_catalogue": (Visit(kind="not a page"),),
    "interchange.linked_record": (
        Visit(values=lambda w: {"name": "solutions", "number": w.solutions["ar"]}, kind="not a page"),
        Visit(values=lambda w: {"name": "requests", "number": w.requests["submitted"]}, status=404),
        Visit("amina", lambda w: {"name": "requests", "number": w.requests["submitted"]}, kind="not a page"),
    ),
    "interchange.opensearch": (Visit(kind="not a page"),),
    "interchange.table": (
        *(Visit(values=_file(ending), kind="not a page") for ending in ("csv", "json")),
        Visit(values=lambda _: {"name": "none", "ending": "csv"}, status=404),
    ),
    "oembed.describe": (
        Visit(kind="not a page", query={"url": "http://localhost/solutions/1"}),
        Visit(query={"url": "http://elsewhere.example/solutions/1"}, status=404),
    ),
    "interchange_root.permanent": (Visit(values=lambda w: {"name": "solutions", "number": w.solutions["en"]}),),
    "interchange_root.robots": (Visit(kind="not a page"),),
    "interchange_root.sitemap": (Visit(kind="not a page"),),
    "interchange_root.sitemap_of_pages": (Visit(kind="not a page"),),
    "interchange_root.sitemap_of_records": (Visit(values=lambda _: {"name": "requests", "part": 9}, status=404),),
    "invitations.show": (
        Visit("dalia", _token("invitation")), Visit("amina", _token("invitation")),
        Visit(values=lambda _: {"token": "none"}, status=404),
    ),
    "mailbox.document": (Visit(values=lambda w: {"mail_id": w.mails["ar"]}, kind="mail"),),
    "mailbox.index": (Visit(),),
    "mailbox.show": (
        Visit(values=lambda w: {"mail_id": w.mails["ar"]}), Visit(values=lambda w: {"mail_id": w.mails["en"]}),
    ),
    "conversations.index": (Visit("budi"), Visit("dalia"), Visit("amina")),
    "conversations.show": (
        Visit("budi", _conversation("open")), Visit("amina", _conversation("open")),
        Visit("budi", _conversation("waits")), Visit("bola", _conversation("waits")),
        Visit("carla", _conversation("open"), status=404),
    ),
    "conversations.close": (Visit("budi", _conversation("waits")), Visit("amina", _conversation("open"))),
    "conversations.report": (
        Visit("budi", lambda w: {"number": w.conversations["open"], "message_id": w.messages["first"]}),
    ),
    "first_message.new": (
        Visit("amina", _written_to("organisations", "en")), Visit("budi", _written_to("solutions", "fr")),
        Visit("bola", _written_to("solutions", "en")), Visit("dalia", _written_to("solutions", "ar"), status=403),
    ),
    "offers.new": (Visit("budi", _request("en")), Visit("amina", _request("en"), status=403)),
    "offers.show": (
        Visit("budi", _offer("waits", "zh")), Visit("bola", _offer("waits", "zh")),
        Visit("amina", _offer("sent", "ru")),
    ),
    "questions.ask": (Visit("budi", _request("ru")), Visit("amina", _request("en"), status=403)),
    "questions.answer": (Visit("amina", _question("waits")), Visit("budi", _question("waits"), status=403)),
    "organisations.replies": (Visit(),),
    "organisations.index": (
        Visit(), Visit(query={"view": "table"}), Visit(query={"q": TYPED["search"], "place": "XB"}),
        Visit(query={"type": "80"}),
    ),
    "organisations.show": (
        *_each("organisations", "organisation_id"),
        Visit("budi", lambda w: {"organisation_id": w.organisations["en"], "slug": "x"}),
        Visit("carla", lambda w: {"organisation_id": w.organisations["suspended"], "slug": "x"}),
    ),
    "overrides.index": (Visit("carla", lambda w: {"request_id": w.requests["en"]}),),
    "replay.show": (Visit("carla", lambda w: {"request_id": w.requests["en"]}),),
    "partnerships.show": (
        Visit("amina", _partnership), Visit("budi", _partnership), Visit("carla", _partnership),
        Visit("bola", _partnership, status=404),
    ),
    "partnerships.brief": (Visit("budi", _partnership), Visit("bola", _partnership, status=404)),
    "recommendations.for_request": (
        Visit("amina", _request("en", "request_id")), Visit("carla", _request("zh", "request_id")),
    ),
    "recommendations.for_solution": (
        Visit("budi", lambda w: {"solution_id": w.solutions["en"]}),
        Visit("carla", lambda w: {"solution_id": w.solutions["fr"]}),
    ),
    "request_acts.rank": (Visit("amina", _request("en")), Visit("bola", _request("en"), status=403)),
    "request_acts.close": (Visit("amina", _request("ru")),),
    "request_acts.endorse": (Visit("amina", _request("submitted")),),
    "request_acts.open_request": (Visit("amina", _request("fr")),),
    "returning.come_back": (
        Visit("tariq", _token("return")), Visit("amina", _token("return")),
        Visit("amina", lambda _: {"token": "none"}, status=410),
    ),
    "returning.delete": (Visit("amina", _draft()), Visit("amina", _draft("empty"))),
    "reviews.show": (
        Visit(values=_token("review open")), Visit(values=_token("review true")), Visit(values=_token("review update")),
        Visit(values=lambda _: {"token": "none"}, status=404),
    ),
    "root.choose_language": (Visit(),),
    "security.change_password": (Visit("amina"),),
    "security.confirm_email": (Visit(values=_token("confirm")), Visit(values=lambda _: {"token": "none"})),
    "security.forgot_password": (Visit(),),
    "security.login": (Visit(), Visit(query={"next": "/en/account"})),
    "security.register": (Visit(),),
    "security.reset_password": (Visit(values=_token("reset")), Visit(values=lambda _: {"token": "none"})),
    "security.send_confirmation": (Visit(),),
    "security.static": (Visit(values=lambda _: {"filename": "none.css"}, status=404),),
    "security.verify": (Visit("amina"),),
    "sending.check": tuple(Visit("amina", _draft(which)) for which in ("full", "empty", "request changes")),
    "sending.printable": (Visit("amina", _draft()), Visit("amina", _draft("empty"))),
    "searches.confirm": (
        Visit(values=_token("search confirm")), Visit(values=lambda _: {"token": "none"}, status=404),
    ),
    "searches.index": (Visit("amina"), Visit("dalia")),
    "searches.new": (
        Visit(values=lambda _: {"name": "solutions"}, query={"q": TYPED["search"], "goal": "13"}),
        Visit(values=lambda _: {"name": "organisations"}),
        Visit("amina", lambda _: {"name": "requests"}, query={"place": "XB"}),
        Visit(values=lambda _: {"name": "none"}, status=404),
    ),
    "searches.of": (Visit(values=_token("searches")), Visit(values=lambda _: {"token": "none"}, status=404)),
    "searches.sent": (Visit(),),
    "shortlist.index": (Visit("amina"), Visit("dalia"), Visit("amina", query={"removed": "3"})),
    "shortlist.note": (
        Visit("amina", lambda w: {"solution_id": w.solutions["en"]}),
        Visit("dalia", lambda w: {"solution_id": w.solutions["en"]}, status=404),
    ),
    "site.about": (Visit(),),
    "trust.flag": (Visit("carla", _organisation("fr")), Visit("carla", _organisation("zh")),
                   Visit("amina", _organisation("fr"), status=404)),
    "trust.index": (Visit("carla"), Visit("amina", status=404)),
    "trust.verification": (Visit("carla", _organisation("en")), Visit("carla", _organisation("fr"))),
    "site.about_ranking": (Visit(),),
    "site.correct": (Visit(values=_record),),
    "site.corrected": (Visit(values=lambda w: {**_record(w), "reference": 7}),),
    "site.country": (Visit(values=lambda _: {"code": "XB"}), Visit(values=lambda _: {"code": "KEN"}),
                     Visit(values=lambda _: {"code": "ZZZ"}, status=404)),
    "site.offer": (Visit(values=lambda _: {"code": "XB"}), Visit(values=lambda _: {"code": "KEN"}),
                   Visit(values=lambda _: {"code": "PER"})),
    "site.home": (Visit(), Visit("amina"), Visit("carla")),
    "site.policy": tuple(Visit(values=_policy(name)) for name in POLICIES),
    "solutions.index": (
        Visit(), Visit("amina"), Visit(query={"q": TYPED["search"], "goal": "13"}),
        Visit(query={"goal": "13", "place": "XB", "sort": "newest"}), Visit(query={"ids": "1,5"}),
        Visit(query={"view": "table", "ids": "2"}),
    ),
    "solutions.show": (
        *_each("solutions", "solution_id"), Visit(values=lambda w: {"solution_id": w.solutions["thin"], "slug": "x"}),
        Visit("carla", lambda w: {"solution_id": w.solutions["fr"], "slug": "x"}),
        Visit("budi", lambda w: {"solution_id": w.solutions["en"], "slug": "x"}),
    ),
    "static": (Visit(values=lambda _: STYLE, kind="not a page"),),
}  # fmt: skip
