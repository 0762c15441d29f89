"""The ranker as this site sets it up, its name for replay, and what it remembers of open requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from flask import current_app
from sqlalchemy.orm import Session

from app.core.index import Document, number_seen
from app.core.meaning import encoders_in_use
from app.recommendations.models import RankerMemory
from matching import HybridIndex, Recommender, Weights
from matching.mutual import OpenNeeds

METHOD = "standard-2"  # raised when the same parts would be weighed otherwise
FAVOURED = frozenset(["LDC", "LLDC", "SIDS"])
VISIBILITY = 0.1
"""The one parameter of the balance of visibility: deviations added to solutions of the groups above.

What it does to the share shown of LDC is printed by `python -m matching evaluate`; what is shown of each group on
a site stands on its page on the balance of visibility.
"""

EXTENSION = "crux_open_needs"


def name_of_ranker() -> str:
    """The method and the models, as they are stored with what was shown."""
    return " ".join([METHOD, *(encoder.name for encoder in encoders_in_use())])


def ranker(index: HybridIndex, session: Session) -> Recommender:
    """The ranker of this site over an index."""
    return _plain().fit(index, _open_needs(session))


def state_of_ranker(session: Session) -> str:
    """Differs whenever the same question could be answered otherwise."""
    memory = session.get(RankerMemory, name_of_ranker())
    return f"{name_of_ranker()} {number_seen()} {memory.made_at.isoformat() if memory else ''}"


def open_needs_over(index: HybridIndex, needs: Iterable[Document]) -> dict[str, Any]:
    """What each solution gives to these needs on average, as it is kept."""
    found = OpenNeeds.of(_plain().fit(index), needs, kind="solution")
    return {
        "keys": list(found.keys),
        "mean": [round(float(number), 4) for number in found.mean],
        "deviation": [round(float(number), 4) for number in found.deviation],
        "count": found.count,
    }


def _plain() -> Recommender:
    return Recommender(weights=Weights(visibility=VISIBILITY), encoders=encoders_in_use(), favoured=FAVOURED)


def _open_needs(session: Session) -> OpenNeeds:
    """What was remembered last, read again only when it is newer than what this process holds."""
    row = session.get(RankerMemory, name_of_ranker())
    if row is None:
        return OpenNeeds.none()
    held = current_app.extensions.get(EXTENSION)
    if held is None or held[0] != row.made_at:
        known = row.content
        needs = OpenNeeds(known["keys"], np.array(known["mean"]), np.array(known["deviation"]), known["count"])
        held = current_app.extensions[EXTENSION] = (row.made_at, needs)
    remembered: OpenNeeds = held[1]
    return remembered
