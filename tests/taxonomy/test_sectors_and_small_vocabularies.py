from __future__ import annotations

from itertools import combinations

from app.taxonomy import vocabulary
from app.taxonomy.site_messages import SITE_MESSAGES
from app.taxonomy.tables import kept_together

SECTORS = (
    "agriculture fisheries food-security health education water-sanitation energy transport digital science-technology "
    "industry trade tourism business-finance public-finance debt employment social-protection gender youth governance "
    "justice-peace statistics migration urban-housing culture environment climate disaster-risk"
)
MODALITIES = (
    "technical-assistance training expert-deployment study-visit peer-exchange institutional-twinning policy-dialogue "
    "technology-transfer equipment joint-research scholarship volunteers grant concessional-loan co-financing network"
)


def test_the_sectors_and_modalities_are_those_everybody_shares() -> None:
    assert " ".join(vocabulary().sectors) == SECTORS
    assert " ".join(vocabulary().modalities) == MODALITIES


def test_no_crs_code_falls_in_two_sectors() -> None:
    codes = [code for sector in vocabulary().sectors.values() for code in sector.crs]
    assert all(len(code) in (3, 5) and code.isdigit() for code in codes)
    assert [(a, b) for a, b in combinations(codes, 2) if a.startswith(b) or b.startswith(a)] == []


def test_the_ladders_run_from_the_first_step_to_the_last() -> None:
    assert list(vocabulary().maturity) == ["idea", "prototype", "pilot", "demonstrated", "scaled"]
    assert list(vocabulary().evidence) == ["self-reported", "document", "independent-evaluation", "peer-reviewed"]


def test_the_other_small_vocabularies_hold_the_codes_of_the_records() -> None:
    words = vocabulary()
    assert list(words.nature) == ["process", "technology", "policy", "institution", "finance", "platform"]
    assert list(words.organisation_roles) == ["owner", "implementer", "financing-partner", "supporter"]
    assert " ".join(words.organisation_types) == "10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90"
    assert list(words.visibility) == ["public", "members", "moderators"]
    assert list(words.standing) == ["confirmed", "documented", "example"]
    assert list(words.payment) == ["provider", "shared", "requester"]
    assert list(words.disclosure) == ["public", "registered", "on-request"]
    assert len(words.appointment_roles) == 10


def test_the_languages_begin_with_those_of_the_interface_in_their_order() -> None:
    assert list(vocabulary().languages)[:7] == ["ar", "zh", "en", "fr", "ru", "es", "pt"]


def test_the_site_shows_its_languages_in_the_order_of_the_bar_and_english_is_one() -> None:
    site = vocabulary().site
    assert [code for code in vocabulary().languages if code in site.languages] == list(site.languages)
    assert "en" in site.languages


def test_the_translators_are_given_every_text_of_the_site_profile() -> None:
    site = vocabulary().site
    pages = [text for page in site.pages.values() for text in (page.title, *page.text)]
    profile = {site.tagline, site.entities, *site.roles.values(), *site.disclaimers.values()}
    assert set(SITE_MESSAGES) == {*profile, *pages}


def test_the_site_says_what_it_is_not() -> None:
    said = vocabulary().site.disclaimers
    assert "Not a United Nations site" in said["standing"]
    assert "listing is not endorsement" in said["standing"]
    assert "does not substitute for" in said["complement"]


def test_french_marks_stay_with_their_words_though_the_files_have_plain_spaces() -> None:
    assert kept_together("Faim « zéro » ; fin : oui ?", "fr") == "Faim «\u00a0zéro\u00a0»\u202f; fin\u00a0: oui\u202f?"
    assert kept_together("a ; b : c", "en") == "a ; b : c"
    names = [term.names["fr"] for term in vocabulary().targets.values()]
    assert not [name for name in names if " ;" in name or " :" in name]
