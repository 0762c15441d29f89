"""F-05: whatever a mail server does at whatever step, the mail ends in its stated state and the next one leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.mail import MailState
from app.core.smtp import SmtpCarrier
from tests.core.mail_ground import NOW, mail_app, mail_of, post_mails, sender_of, standing
from tests.core.mail_script import Script, scripted_server

RETRY, HELD, FAILED = MailState.RETRY_AT, MailState.HELD, MailState.FAILED
UNCERTAIN, WAITS = MailState.UNCERTAIN, MailState.RENDERED
PATIENCE = 0.5

CASES = [
    *(("mail", f"{code} no", RETRY) for code in (421, 450, 451, 452)),
    *(("rcpt", f"{code} no", RETRY) for code in (421, 450, 451, 452)),
    *(("rcpt", f"{code} no", HELD) for code in (550, 551, 553)),
    *(("data", f"{code} no", RETRY) for code in (421, 451)),
    ("data", "554 no", FAILED),
    *(("body", f"{code} no", RETRY) for code in (421, 450, 451, 452)),
    *(("body", f"{code} no", FAILED) for code in (550, 552, 554)),
    *((step, does, RETRY) for step in ("mail", "rcpt", "data") for does in ("drop", "garbage")),
    ("rcpt", "stall", RETRY),
    *(("body", does, UNCERTAIN) for does in ("half", "drop", "garbage", "stall")),
]
NO_CONVERSATION = [
    *(("greet", does) for does in ("421 busy", "554 no", "drop", "garbage", "stall")),
    ("ehlo", "drop"),
    *(("mail", f"{code} not from you") for code in (550, 553)),
]


@pytest.mark.parametrize(("step", "does", "state"), CASES)
def test_a_fault_ends_in_its_state_and_the_others_are_not_kept_waiting(
    database_url: str, step: str, does: str, state: MailState
) -> None:
    script = Script(step, does)
    with scripted_server(script) as url:
        app = mail_app(database_url, smtp_url=url)
        with standing(app), sender_of(app) as sender:
            first, second, third = post_mails(3)
            sender.carrier = SmtpCarrier(url, "crux@example.org", patience=PATIENCE)
            report = sender.run()
            assert (script.done, report.trouble) == (True, "")
            assert [mail_of(first).state, mail_of(second).state] == [state, MailState.SENT]
            assert mail_of(third).state is MailState.SENT
            assert script.taken == ["reader2@example.org", "reader3@example.org"]
            assert mail_of(first).retry_at == (NOW + timedelta(minutes=1) if state is RETRY else None)


@pytest.mark.parametrize(("step", "does"), NO_CONVERSATION)
def test_without_a_conversation_the_run_stops_and_every_mail_waits(database_url: str, step: str, does: str) -> None:
    script = Script(step, does)
    with scripted_server(script) as url:
        app = mail_app(database_url, smtp_url=url)
        with standing(app), sender_of(app) as sender:
            mails = post_mails(2)
            sender.carrier = SmtpCarrier(url, "crux@example.org", patience=PATIENCE)
            assert sender.run().trouble
            assert [mail_of(mail).state for mail in mails] == [WAITS, WAITS]
            assert not sender.run().trouble  # the next minute
            assert script.taken == ["reader1@example.org", "reader2@example.org"]


@pytest.mark.parametrize("scheme", ["smtps://", "smtp://user:secret@"], ids=["TLS", "STARTTLS"])
def test_without_a_safe_line_nothing_leaves_in_the_clear(database_url: str, scheme: str) -> None:
    script = Script("", "")
    with scripted_server(script) as plain:
        url = plain.replace("smtp://", scheme)
        app = mail_app(database_url, smtp_url=url)
        with standing(app), sender_of(app) as sender:
            [mail] = post_mails(1)
            sender.carrier = SmtpCarrier(url, "crux@example.org", patience=PATIENCE)
            assert sender.run().trouble
            assert mail_of(mail).state is WAITS
    assert script.taken == []
