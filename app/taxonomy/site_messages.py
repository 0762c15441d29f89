"""The texts of the site profile, named once more in Python so that the translation catalogues gather them.

A test holds them equal to `fixtures/reference/site.toml`; a host's own wording shows as it is written.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    return message


SITE_MESSAGES = (
    N_("Countries of the South share what they have solved and find partners for what they seek."),
    N_("Member States of the United Nations and the two observer States"),
    N_("Country sharing"),
    N_("Country seeking"),
    N_("Facilitating partner"),
    N_("Pivotal partner"),
    N_("Beneficiary partner"),
    N_("Financing partner"),
    N_("Not a United Nations site; listing is not endorsement."),
    N_("South-South cooperation complements, and does not substitute for, North-South cooperation."),
    N_("Names and codes of countries and areas imply no position on the status of any of them."),
    N_("Target names are unofficial short names; the official text is in the resolution of the General Assembly."),
)
