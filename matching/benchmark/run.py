"""One run of the whole benchmark: every figure as one mapping, ready for JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from matching.benchmark import batch, exactness, machine, ours, peers, texts, upkeep
from matching.benchmark.corpus import Corpus, Need, draw, needs
from matching.benchmark.engine import Engine, NotInstalled
from matching.benchmark.machine import Limits
from matching.benchmark.speed import block
from matching.benchmark.tantivy import tantivy
from matching.benchmark.targets import targets
from matching.index import HybridIndex

MILLION = 1_000_000
BATCH_FROM = 100_000
"""Documents from which many requests at once are measured."""

_PEERS = (peers.linear_kernel, peers.bm25s, peers.fts5, tantivy)
_FEWER = 40  # needs at a million documents
_CHECKED = 100  # needs compared with brute force


@dataclass(frozen=True)
class Plan:
    """What to run. `patience`: seconds that one engine may use in one table."""

    sizes: Sequence[int]
    folder: Path = texts.FOLDER
    queries: int = 200
    batch: int = 2000
    patience: float = 10.0
    seed: int = 20261122
    notice: Callable[[str], None] = lambda _text: None


def run(plan: Plan) -> dict[str, Any]:
    """Everything that `report` prints. Raises `texts.TextsError` for a file that cannot be read."""
    material = texts.material(plan.folder, plan.queries + plan.batch, plan.seed)
    asked = {kind: needs(material, short=kind == "short", seed=plan.seed) for kind in ("long", "short")}
    limits = machine.measure()
    found: dict[str, Any] = {
        "machine": machine.described(),
        "limits": asdict(limits),
        "seed": plan.seed,
        "texts": {"file": texts.FILE, "sha256": texts.sha256(plan.folder), "sentences": material.sentences},
        "sizes": [],
    }
    for size in plan.sizes:
        plan.notice(f"{size:,} documents: drawing")
        with TemporaryDirectory() as folder:
            found["sizes"].append(_Size(plan, draw(material, size, plan.seed), asked, limits, Path(folder)).measured())
    return found | {"targets": [asdict(target) for target in targets(found["sizes"])]}


class _Size:
    """One collection, and everything that is measured on it."""

    def __init__(self, plan: Plan, corpus: Corpus, asked: dict[str, list[Need]], limits: Limits, folder: Path) -> None:
        self.plan, self.corpus, self.limits, self.folder = plan, corpus, limits, folder
        most = min(plan.queries, _FEWER) if len(corpus) >= MILLION else plan.queries
        self.asked = {kind: own[:most] for kind, own in asked.items()}
        self.together = asked["long"][plan.queries :]
        self.absent: list[str] = []

    def measured(self) -> dict[str, Any]:
        """Build, time, compare, and only then edit the index."""
        index, engines = self._built()
        blocks = [self._block(engines, kind, filtered) for kind in self.asked for filtered in (False, True)]
        self._notice("comparing with brute force")
        found = {
            "size": len(self.corpus),
            "corpus": self._described(),
            "engines": [_about(engine) for engine in engines],
            "absent": self.absent,
            "floor": {kind: machine.floor(self.corpus, own, self.limits) for kind, own in self.asked.items()},
            "blocks": blocks,
            "exact": exactness.compare(index, self.corpus, self.asked["long"][:_CHECKED]),
        }
        del engines
        return found | self._apart(index)

    def _apart(self, index: HybridIndex) -> dict[str, Any]:
        self._notice("saving, loading, explaining, publishing")
        asked = self.asked["long"]
        found: dict[str, Any] = {
            "files": upkeep.save_and_load(index, asked[0], self.folder),
            "explain": upkeep.explain(index, asked),
        }
        if len(self.corpus) >= BATCH_FROM and self.together and len(self.corpus) < MILLION:
            self._notice(f"{len(self.together):,} requests at once")
            found["batch"] = batch.batch(index, self.corpus, self.together)
        return found | {"publish": upkeep.publish(index, self.corpus, self.plan.seed)}

    def _built(self) -> tuple[HybridIndex, list[Engine]]:
        self._notice("building ours")
        index, engines = ours.hybrid(self.corpus, self.folder)
        for build in _PEERS:
            self._notice(f"building {build.__name__}")
            try:
                engines += build(self.corpus, self.folder)
            except NotInstalled as error:
                self.absent.append(str(error))
        return index, engines

    def _block(self, engines: Sequence[Engine], kind: str, filtered: bool) -> dict[str, Any]:
        self._notice(f"asking, {kind}{', filtered' if filtered else ''}")
        timed = block(engines, self.asked[kind], filtered=filtered, patience=self.plan.patience)
        return {"needs": kind} | timed

    def _described(self) -> dict[str, float]:
        lengths = np.diff(self.corpus.starts)
        return {
            "terms": float(lengths.mean()),
            "vocabulary": len(np.unique(self.corpus.tokens)),
            **{kind: float(np.mean([len(need.terms) for need in own])) for kind, own in self.asked.items()},
        }

    def _notice(self, doing: str) -> None:
        self.plan.notice(f"{len(self.corpus):,} documents: {doing}")


def _about(engine: Engine) -> dict[str, Any]:
    return {"name": engine.name, "scores": engine.scores, "build": engine.build, "bytes": engine.size}
