"""States, faults and what was done, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from app.core.words import listed
from app.translation.checks import Fault, Trouble
from app.translation.desk import Meanwhile
from app.translation.importing import Finding, Verdict
from app.translation.models import TranslationState
from app.translation.pofiles import LARGEST, HasPlurals, NoEntries, NotReadable, OtherLanguage, TooMuch

STATE_WORDS = {
    TranslationState.UNTRANSLATED: _("Untranslated"),
    TranslationState.NEEDS_EDITING: _("Needs editing"),
    TranslationState.WAITING: _("Waiting for review"),
    TranslationState.APPROVED: _("Approved"),
}

MEANWHILE_WORDS = {
    Meanwhile.TEXT: _("Somebody else changed this text in the meantime. Look at both, then save yours again."),
    Meanwhile.SOURCE: _("The source was changed in the meantime. Look at it again, then save your text again."),
}

NOT_SAVED = _("This text was changed and is not saved. Send it for review first.")
NOTHING_TO_SEND = _("Write at least one text before you send for review")
NOTHING_CHOSEN = _("Choose at least one text that waits for review")


def fault_in_words(fault: Fault) -> Markup:
    """What to do about a fault, in one sentence."""
    parts = listed(fault.parts)
    if fault.trouble == Trouble.NUMBERS:
        return Markup(gettext("Check the numbers. Missing from the translation: %(parts)s", parts=parts))  # noqa: S704
    if fault.trouble == Trouble.KEPT:
        return Markup(gettext("Keep these as they stand in the source: %(parts)s", parts=parts))  # noqa: S704
    plain = {
        Trouble.SCRIPT: gettext("Write in the script of the language"),
        Trouble.COPIED: gettext("Translate this: it says the same as the source"),
        Trouble.DIRECTION: gettext("Take out the direction marks, or close each one on its line"),
    }
    return Markup.escape(plain[fault.trouble])


def saved_in_words(count: int) -> str:
    if not count:
        return str(gettext("Nothing was changed."))
    return str(ngettext("%(num)s text is saved.", "%(num)s texts are saved.", count))


def sent_in_words(count: int) -> str:
    return str(ngettext("%(num)s text waits for review now.", "%(num)s texts wait for review now.", count))


def approved_in_words(count: int) -> str:
    words = ngettext(
        "%(num)s text is approved. Everybody can read it now.",
        "%(num)s texts are approved. Everybody can read them now.",
        count,
    )
    return str(words)


def asked_in_words(count: int) -> str:
    words = ngettext(
        "%(num)s text was given back to its translator.", "%(num)s texts were given back to their translator.", count
    )
    return str(words)


def drafted_in_words(count: int) -> str:
    if not count:
        return str(gettext("No draft could be made. Try again later, or write the texts yourself."))
    words = ngettext(
        "%(num)s machine draft was made. Edit it before you send it for review.",
        "%(num)s machine drafts were made. Edit them before you send them for review.",
        count,
    )
    return str(words)


def imported_in_words(count: int) -> str:
    words = ngettext(
        "%(num)s text of the file waits for review now.", "%(num)s texts of the file wait for review now.", count
    )
    return str(words)


def trouble_of_file(trouble: NotReadable) -> str:
    """What to do about a file that cannot be taken."""
    words = {
        TooMuch: _("Choose a file of at most %(most)s MB", most=LARGEST // 1024 // 1024),
        HasPlurals: _("Choose a file without plural forms: the texts of records have none"),
        NoEntries: _("Choose a PO file with at least one text"),
        OtherLanguage: _("Choose another file: this one says that it is for another language"),
    }
    return str(words.get(type(trouble), _("Choose a PO file in UTF-8: this file could not be read as one")))


def verdict_in_words(finding: Finding) -> list[Markup]:
    """What is to be known or mended about an entry."""
    if finding.verdict == Verdict.CHECKS:
        return [fault_in_words(fault) for fault in finding.faults]
    most = finding.place[2].field.most if finding.place else 0
    words = {
        Verdict.EMPTY: gettext("Empty"),
        Verdict.UNFINISHED: gettext("Marked as unfinished (fuzzy) in the file"),
        Verdict.SAME: gettext("Says what stands here already"),
        Verdict.UNKNOWN: gettext("There is no published record with this text to translate into this language"),
        Verdict.CHANGED: gettext("The source has changed since the file was made. Download it again"),
        Verdict.TWICE: gettext("Stands in the file more than once. Leave one of them"),
        Verdict.TOO_LONG: gettext("Longer than this text may be (%(most)s characters)", most=most),
        Verdict.WRITE: gettext("Replaces an approved text, which nobody can read until this one is approved"),
    }
    return [Markup.escape(words[finding.verdict])]
