"""One page of the form by which an institution offers a solution."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.form_page import FormPage, Writing


@dataclass(frozen=True)
class Offering(Writing):
    countries: tuple[tuple[str, str], ...] = ()  # code and name of those a solution of this institution may come from


class OfferPage(FormPage):
    """Base of the pages that must know whose solution it is."""

    writing: Offering
