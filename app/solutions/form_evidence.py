"""Evidence: for each target that is claimed, one line that says what shows it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.core.fields import Lines
from app.solutions.facts import LONGEST_LINE
from app.solutions.form_page import OfferPage
from app.taxonomy.choices import numbered
from app.taxonomy.form_goals import claims_in
from app.taxonomy.vocabularies import vocabulary


class Evidence(OfferPage):
    name = "evidence"
    evidence = Lines(
        _("What shows it?"),
        most=LONGEST_LINE,
        missing=_("Enter a line of evidence"),
        too_long=_("Shorten this line to 300 characters"),
        description=_("One line each: a figure, a report, an evaluation, with its year."),
    )

    def draw_choices(self) -> None:
        known = vocabulary().targets
        targets = [code for code in claims_in(self.writing.answers) if code in known]
        self.evidence.labels = {code: numbered(known[code], self.writing.language) for code in targets}

    def facts(self) -> dict[str, Any]:
        lines = self.evidence.data
        codes = claims_in(self.writing.answers)
        return {"claims": [{"code": code, "evidence_line": lines.get(code) or None} for code in codes]}
