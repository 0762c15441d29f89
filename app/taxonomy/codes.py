"""Types for codes of the vocabularies, for schemas: a code that no file lists is refused with its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from app.taxonomy.vocabularies import vocabulary

MOST_TARGETS = 5  # that one record claims


def _listed_in(kind: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in getattr(vocabulary(), kind):
            raise ValueError(f"{code!r} is not among the {kind.replace('_', ' ')}")
        return code

    return check


def _claim(code: str) -> str:
    return _listed_in("targets" if "." in code else "goals")(code)


Country = Annotated[str, AfterValidator(_listed_in("places"))]
Claimed = Annotated[str, AfterValidator(_claim)]  # a goal or a target
Sector = Annotated[str, AfterValidator(_listed_in("sectors"))]
Modality = Annotated[str, AfterValidator(_listed_in("modalities"))]
Maturity = Annotated[str, AfterValidator(_listed_in("maturity"))]
Evidence = Annotated[str, AfterValidator(_listed_in("evidence"))]
Nature = Annotated[str, AfterValidator(_listed_in("nature"))]
Payment = Annotated[str, AfterValidator(_listed_in("payment"))]
Disclosure = Annotated[str, AfterValidator(_listed_in("disclosure"))]
OrganisationType = Annotated[str, AfterValidator(_listed_in("organisation_types"))]
OrganisationRole = Annotated[str, AfterValidator(_listed_in("organisation_roles"))]
