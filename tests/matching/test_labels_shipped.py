"""The taggers that ship: seven languages, where their texts come from, and that training makes them anew."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matching.encoders import USEEncoder
from matching.labels import LabelsFileError, SDGTagger, SectorTagger, shipped_file
from matching.labels_words import language_of
from matching.sdg_benchmark import GOALS
from matching.training import LANGUAGES, fit, initiatives, texts

FIXTURES = Path(__file__).parents[2] / "fixtures"

PLAIN = {
    "en": ("The village wells give safe drinking water.", "6", "water-sanitation"),
    "fr": ("Les sages-femmes soignent les mères à l'hôpital et vaccinent les enfants.", "3", "health"),
    "es": ("Los maestros enseñan a leer a los niños en la escuela primaria.", "4", "education"),
    "pt": ("Os painéis solares levam eletricidade às aldeias.", "7", "energy"),
    "ru": ("Равные права женщин и защита девочек от насилия.", "5", "gender"),
    "ar": ("يحتاج المزارعون إلى بذور محسنة لزيادة المحاصيل ومكافحة الجوع.", "2", "agriculture"),
    "zh": ("渔民需要保护海洋和鱼类资源。", "14", "fisheries"),
}


@pytest.fixture(scope="module")
def goals() -> SDGTagger:
    return SDGTagger.shipped()


@pytest.fixture(scope="module")
def sectors() -> SectorTagger:
    return SectorTagger.shipped()


@pytest.mark.parametrize("language", PLAIN)
def test_a_plain_sentence_gets_its_goal_and_its_sector(goals: SDGTagger, sectors: SectorTagger, language: str) -> None:
    text, goal, sector = PLAIN[language]
    [first] = goals.suggest(text, limit=1)
    assert first.code == goal
    assert first.words
    assert all(word in text for word in first.words)
    assert sector in [one.code for one in sectors.suggest(text, limit=2)]


@pytest.mark.parametrize("language", PLAIN)
def test_the_language_of_a_plain_sentence_is_told(language: str) -> None:
    assert language_of(PLAIN[language][0]) == language


def test_words_alone_suggest_without_an_encoder() -> None:
    assert SDGTagger.shipped(encoder=None).suggest(PLAIN["en"][0])[0].code == "6"
    assert SectorTagger.shipped(encoder=None).suggest(PLAIN["en"][0])[0].code == "water-sanitation"


def test_every_goal_and_every_sector_can_be_suggested(goals: SDGTagger, sectors: SectorTagger) -> None:
    assert goals.classes_ == GOALS
    assert len(sectors.classes_) == 29


def test_no_tagger_ships_for_other_encoders() -> None:
    class Another(USEEncoder):
        name = "another"

    with pytest.raises(LabelsFileError, match="labels-goal-another"):
        SDGTagger.shipped(Another())


@pytest.mark.parametrize("kind", ["goal", "sector"])
@pytest.mark.parametrize("encoder", [USEEncoder(), None])
def test_a_shipped_file_names_sources_licence_and_versions(kind: str, encoder: USEEncoder | None) -> None:
    with np.load(shipped_file(kind, encoder), allow_pickle=False) as file:
        about = json.loads(file["about"].tobytes())
    assert about["licence"] == "CC BY 4.0"
    assert "World Bank" in about["attribution"]
    assert set(about["versions"]) == {"numpy", "scikit-learn", "scipy"}
    assert all(len(digest) == 64 for digest in about["sha256_of_sources"].values())


def test_training_makes_the_shipped_words_anew() -> None:
    """Three sectors for all: each code is learned for itself."""
    chosen = ["education", "energy", "health"]
    examples = [replace(one, codes=one.codes & set(chosen)) for one in texts("sector", FIXTURES, catalogue=True)]
    again, shipped = fit(SectorTagger(encoder=None), examples), SectorTagger.shipped(encoder=None)
    asked = [text for text, _, _ in PLAIN.values()]
    columns = [shipped.classes_.index(code) for code in chosen]
    assert again.weights_.vocabulary.known == shipped.weights_.vocabulary.known
    assert np.allclose(again.predict_proba(asked), shipped.predict_proba(asked)[:, columns], atol=0.01)


@pytest.mark.parametrize(("name", "number"), [("targets", 169), ("sectors", 29)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_describes_each_target_and_each_sector(language: str, name: str, number: int) -> None:
    rows = described(f"training/{name}.{language}.csv")
    assert [row["code"] for row in rows] == [row["code"] for row in described(f"reference/{name}.csv")]
    assert len(rows) == number
    assert all(text.strip() for row in rows for text in row.values())


def test_short_names_of_targets_are_learned_once_and_are_those_of_the_reference() -> None:
    learned = Counter(one.text for one in texts("goal", FIXTURES, catalogue=False))
    names = [row["en"] for row in described("reference/targets.csv")]
    assert [name for name in names if learned[name] != 1] == []


def test_english_descriptions_use_no_word_that_is_not_ours() -> None:
    not_ours = re.compile(
        r"\b(donors?|aid|recipients?|donees?|beneficiar\w+|against|reject\w*|third world)\b", re.IGNORECASE
    )
    rows = described("training/targets.en.csv") + described("training/sectors.en.csv")
    assert [text for row in rows for text in row.values() if not_ours.search(text)] == []


def described(file: str) -> list[dict[str, str]]:
    with (FIXTURES / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_without_the_catalogue_no_text_of_it_is_learned_from() -> None:
    for kind in ("goal", "sector"):
        learned = {one.text for one in texts(kind, FIXTURES, catalogue=False)}
        assert not learned & {one.text for one in initiatives(kind, FIXTURES)}


def test_importing_the_taggers_does_not_import_scikit_learn() -> None:
    code = "import sys, matching.labels; print('sklearn' in sys.modules or 'scipy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
