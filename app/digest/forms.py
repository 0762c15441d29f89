"""What a reader may say about the weekly mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from babel.dates import get_day_names
from flask_babel import format_time, get_locale
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import Optional, ValidationError

from app.accounts.forms import zone_choices
from app.core.fields import Day, SomeOf, offered
from app.core.forms import NOT_LISTED, CruxForm, Needed, tidy
from app.core.i18n import native_name

NO_SUCH_DAY = _l("Enter a day that exists, such as 31 3 2027")


class PreviewForm(CruxForm):
    email = StringField(_l("E-mail address"), validators=[Needed(_l("Enter an e-mail address"))], filters=[tidy])
    language = SelectField(_l("Language"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, native_name(code), {"lang": code}) for code in languages]


class WishesForm(CruxForm):
    frequency = SelectField(
        _l("How often"),
        choices=offered(
            [
                ("weekly", _l("Every week, when something is new")),
                ("monthly", _l("Once a month, when something is new")),
                ("off", _l("Never")),
            ]
        ),
    )
    weekday = SelectField(_l("Day of the week"))
    hour = SelectField(_l("Time of day"))
    zone = SelectField(_l("Time zone"))
    topics = SomeOf(_l("What it may tell of"), unknown=_l(NOT_LISTED))
    paused_until = Day(_l("No mail before this day"), [Optional()], incomplete=NO_SUCH_DAY, wrong=NO_SUCH_DAY)

    def __init__(self, *args: Any, topics: Mapping[str, Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        days = get_day_names("wide", "stand-alone", get_locale())
        self.weekday.choices = offered((str(day), days[day]) for day in range(7))
        self.hour.choices = offered((str(hour), format_time(time(hour), "short", rebase=False)) for hour in range(24))
        self.topics.choices = offered(topics.items())
        self.zone.choices = zone_choices(self.zone)

    def validate_topics(self, field: SomeOf) -> None:
        if not field.data and self.frequency.data != "off":
            raise ValidationError(str(_l("Choose at least one")))

    def validate_paused_until(self, field: Day) -> None:
        if field.data is not None and field.data.year > self.today.year + 2:
            raise ValidationError(str(_l("Enter a day within the next two years")))
