"""What a moderator fills in: the decision with its reasons, a proposal, and how the person likes to work."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.core.fields import LongText, OneOf, SomeOf, offered
from app.core.forms import AtMost, CruxForm, Needed
from app.moderation.models import Decision
from app.moderation.registry import FieldText, Ruling
from app.moderation.words import NEEDS_REASON, OTHER, REASONS
from app.taxonomy.choices import language_choices, names_of

NOTE = "note-"


class DecisionForm(CruxForm):
    """The version that was read, the button that was pressed, and why."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    act = StringField()
    reasons = SomeOf(_("Reasons"), unknown=_("Choose reasons from the list"), choices=offered(REASONS.items()))
    words = LongText(_("In words"), [AtMost(1_000)], rows=3, description=_("The author reads this."))

    @property
    def decision(self) -> Decision | None:
        return next((each for each in Decision if each.value == self.act.data), None)

    def validate_reasons(self, field: SomeOf) -> None:
        if self.decision in NEEDS_REASON and not field.data:
            raise ValidationError(str(_("Choose at least one reason")))

    def validate_words(self, field: LongText) -> None:
        if self.decision in NEEDS_REASON and OTHER in (self.reasons.data or []) and not field.data:
            raise ValidationError(str(_("Say the reason in words")))

    def notes(self) -> dict[str, str]:
        return {each.name[len(NOTE) :]: each.data for each in self if each.name.startswith(NOTE) and each.data}

    def typed_words(self) -> list[str]:
        """What would be lost where nothing can be decided any more."""
        reasons = [str(REASONS[code]) for code in self.reasons.data or [] if code in REASONS]
        return [*reasons, *filter(None, [self.words.data]), *self.notes().values()]

    def ruling(self, decision: Decision, **by: object) -> Ruling:
        told = decision in NEEDS_REASON
        return Ruling(
            decision,
            self.reasons.data or [] if told else [],
            self.words.data or "",
            self.notes() if decision == Decision.CHANGES else {},
            **by,  # type: ignore[arg-type]
        )


def decision_form(fields: Sequence[FieldText]) -> DecisionForm:
    """The form with a place for a note on each field."""
    notes = {NOTE + each.path: LongText(each.label, [AtMost(500)], rows=2) for each in fields}
    form: DecisionForm = type("DecisionFormOfItem", (DecisionForm,), notes)()
    return form


class ProposalForm(CruxForm):
    act = OneOf(
        _("What do you propose?"),
        [Needed(_("Choose what you propose"))],
        unknown=_("Choose what you propose"),
        choices=offered(
            [
                (Decision.SUSPEND.value, _("Suspend it: it leaves the catalogue and can come back")),
                (Decision.DELETE.value, _("Delete it: it leaves the catalogue for good")),
            ]
        ),
    )
    words = LongText(
        _("Why?"),
        [Needed(_("Say why")), AtMost(1_000)],
        rows=3,
        description=_("Another moderator reads this and decides."),
    )


class SettingForm(CruxForm):
    keys = SomeOf(
        _("Keys"),
        unknown=_("Choose an answer from the list"),
        choices=offered([("on", _("Single keys move and decide in the queue"))]),
    )
    languages = SomeOf(
        _("Languages you read"),
        unknown=_("Choose languages from the list"),
        description=_("What is written in them is given to you first."),
    )
    goals = SomeOf(_("Goals you know about"), unknown=_("Choose goals from the list"))

    def draw_choices(self, language: str) -> None:
        self.languages.choices = offered(language_choices(language)[:7])
        self.goals.choices = offered(names_of("goals", language))
