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
    N_("Privacy notice"),
    N_(
        "Reading this site sets no cookie, and nobody is tracked. One cookie is set when you sign in or open "
        "a form: it holds a random number and nothing about you, and it ends with your visit or by itself."
    ),
    N_(
        "Your account holds your name, address, language and time zone, what you were appointed to, and the "
        "browsers that are signed in. You see and change them on the page of your account."
    ),
    N_(
        "Some things are kept for a time only: an account that nobody confirmed for 5 days, a draft with its "
        "files for 90 days after the last change, the words of a mail for 30 days after it was sent."
    ),
    N_(
        "If you follow a search without an account, the site keeps your address and the search until you stop it, "
        "and forgets both 28 days later. Before you confirm your address it keeps nothing but the mail that asks "
        "you to."
    ),
    N_(
        "Who changed a record, and when, is kept for good. Words about you that are kept there can be erased "
        "on request; the line itself stays."
    ),
    N_(
        "To stop abuse the site counts tries by account and by network. It keeps these in coded form only, "
        "for 90 days at most."
    ),
    N_("The logs of the site hold no names, no addresses and no words of forms. Pages load nothing from other sites."),
    N_("Terms of use"),
    N_("Anybody may read what is published here. Each record names its source."),
    N_("Whoever sends a record answers for its truth and for the right to publish it."),
    N_("A match is a suggestion made by a program, with its reasons. It binds nobody."),
    N_("Send no text or file that harms others, breaks the law, or tells of persons who have not agreed."),
    N_("Correct or remove a record"),
    N_(
        "The page of every solution, documented exchange and organisation has a link to correct or remove it."
        " You need no account for that."
    ),
    N_("A wish to remove is honoured first and discussed after. You get a reference number to ask what became of it."),
    N_("A country request is changed or closed by the country’s own people, on the page of the request."),
)
