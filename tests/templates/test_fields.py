"""A question on a form: label, hint, error, and the answer that was typed."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField, TextAreaField, validators
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, ListWidget

from tests.templates.rendering import component, words


class Question(Form):
    title = StringField("Title", [validators.InputRequired("Enter a title")])
    problem = TextAreaField("The problem")
    languages = SelectMultipleField(
        "Working languages",
        choices=[SelectChoice("en", "English"), SelectChoice("fr", "French")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    visibility = RadioField(
        "Who may see it", choices=[SelectChoice("public", "Everybody"), SelectChoice("members", "Members")]
    )
    consent = BooleanField("We agree")


def answered(**answers: object) -> Question:
    form = Question(MultiDict(answers.items()))
    form.validate()
    return form


def test_a_field_is_described_by_its_hint_and_its_error_in_this_order() -> None:
    drawn = component("fields", "text_field(form.title, hint='One sentence.')", form=answered())
    field = drawn.find(".//input")
    assert field is not None
    assert field.get("aria-describedby") == "title-hint title-error"
    assert field.get("aria-invalid") == "true"
    assert words(drawn) == "Title One sentence. Enter a title"


def test_a_field_without_fault_is_not_called_invalid() -> None:
    field = component("fields", "text_field(form.title)", form=answered(title="Cold chain")).find(".//input")
    assert field is not None
    assert {"aria-invalid", "aria-describedby"}.isdisjoint(field.keys())


def test_what_was_typed_is_kept_and_cannot_break_out_of_the_page() -> None:
    drawn = component("fields", "text_field(form.title)", form=answered(title='"><b>bold</b>'))
    assert drawn.find(".//input").get("value") == '"><b>bold</b>'  # type: ignore[union-attr]
    assert drawn.find(".//b") is None


def test_an_optional_question_says_so_in_words() -> None:
    label = component("fields", "text_field(form.title, optional=true)", form=Question()).find(".//label")
    assert label is not None
    assert words(label) == "Title (optional)"


def test_a_long_answer_says_its_limit_without_a_script() -> None:
    drawn = component("fields", "text_area(form.problem, limit=240)", form=answered(problem="Stores are warm."))
    assert drawn.find(".//textarea").get("aria-describedby") == "problem-count"  # type: ignore[union-attr]
    assert "You can use up to 240 characters" in words(drawn)


def test_choices_stand_under_one_legend_and_keep_what_was_chosen() -> None:
    form = Question(MultiDict([("languages", "fr")]))
    drawn = component("fields", "checkboxes(form.languages, hint='Those your team speaks.')", form=form)
    group = drawn.find("fieldset")
    assert group is not None
    assert group.get("aria-describedby") == "languages-hint"
    assert [box.get("value") for box in drawn.findall(".//input[@checked]")] == ["fr"]


def test_every_choice_has_a_label_of_its_own() -> None:
    drawn = component("fields", "radios(form.visibility)", form=Question())
    inputs = [field.get("id") for field in drawn.findall(".//input")]
    assert [label.get("for") for label in drawn.findall(".//label")] == inputs


def test_the_error_summary_leads_to_each_field_to_mend() -> None:
    drawn = component("errors", "error_summary(form)", form=answered(visibility="nobody"))
    links = {link.get("href"): words(link) for link in drawn.findall(".//a")}
    assert links == {"#title": "Enter a title", "#visibility": "Choose an answer from the list"}
    assert drawn.find("div").get("tabindex") == "-1"  # type: ignore[union-attr]


def test_a_form_without_faults_has_no_summary() -> None:
    assert words(component("errors", "error_summary(form)", form=Question())) == ""
