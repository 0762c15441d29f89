"""The ladder of evidence: what the results of a solution rest on, the weakest first."""

from __future__ import annotations

from app.taxonomy import vocabulary
from app.taxonomy.naming import Named, named

SELF_REPORTED = "self-reported"  # where every solution starts


def evidence_steps() -> list[Named]:
    """All steps by name, so that a page shows which one a record stands on."""
    found = (named("evidence", code) for code in vocabulary().evidence)
    return [each for each in found if each is not None]
