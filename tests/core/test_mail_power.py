"""F-03: the power goes at any point of a run: what is on the disk is whole, and the next sender doubles nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from app.core.mail import MailState
from app.core.sender import Sender
from tests.core.mail_ground import (
    NOW,
    Clock,
    Letterbox,
    mail_app,
    mail_of,
    mail_server,
    post_mails,
    sender_of,
    standing,
)

EDGES = ["sending", "offered", "handing", "accepted", "sent"]
TORN = b"\x17" * 1_000  # the beginning of a frame that was being written


class PowerCut(Exception):
    pass


class UnpluggedSender(Sender):
    """At the third mail's edge, what is on the disk is kept and the machine is off."""

    edge, disk, kept, seen = "", Path(), Path(), 0

    def reached(self, edge: str) -> None:
        self.seen += edge == self.edge
        if self.seen == 3:
            for end in ("", "-wal"):
                shutil.copyfile(f"{self.disk}{end}", f"{self.kept}{end}")
            self.carrier.drop()
            raise PowerCut


@pytest.mark.parametrize("torn", [False, True], ids=["whole log", "torn log"])
@pytest.mark.parametrize("edge", EDGES)
def test_after_a_power_cut_nothing_is_doubled_or_lost(
    sqlite_template: Path, tmp_path: Path, edge: str, *, torn: bool
) -> None:
    disk, kept, letterbox = tmp_path / "disk.sqlite", tmp_path / "kept.sqlite", Letterbox()
    shutil.copyfile(sqlite_template, disk)
    with mail_server(letterbox) as smtp_url:
        before = mail_app(f"sqlite:///{disk}", smtp_url=smtp_url)
        with standing(before), sender_of(before, UnpluggedSender) as sender:
            sender.edge, sender.disk, sender.kept = edge, disk, kept  # type: ignore[attr-defined]
            mails = post_mails(6)
            with pytest.raises(PowerCut):
                sender.run()
        if torn:
            with Path(f"{kept}-wal").open("ab") as log:
                log.write(TORN)
        after = mail_app(f"sqlite:///{kept}", smtp_url=smtp_url)
        clock = Clock(NOW)
        clock.forward(minutes=11)  # the lease of the dead sender is over
        with standing(after), sender_of(after, clock=clock) as sender:
            sender.run()
            states = Counter(mail_of(mail).state for mail in mails)
    with sqlite3.connect(kept) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert max(Counter(letterbox.addresses).values()) == 1
    uncertain = 1 if edge in {"handing", "accepted"} else 0
    assert states == Counter({MailState.SENT: 6 - uncertain, MailState.UNCERTAIN: uncertain}) + Counter()
    assert len(letterbox.addresses) >= states[MailState.SENT]


class ForgetfulDisk(Sender):
    """Keeps what the disk had certainly written: all up to the second mark of the third mail. The mail goes out."""

    disk, kept, seen = Path(), Path(), 0

    def reached(self, edge: str) -> None:
        self.seen += edge == "handing"
        if self.seen == 3 and edge == "handing":
            for end in ("", "-wal"):
                shutil.copyfile(f"{self.disk}{end}", f"{self.kept}{end}")
        if self.seen == 3 and edge == "sent":
            raise PowerCut


def test_what_the_disk_had_not_written_leaves_an_uncertain_mail_and_no_second_one(
    sqlite_template: Path, tmp_path: Path
) -> None:
    disk, kept, letterbox = tmp_path / "disk.sqlite", tmp_path / "kept.sqlite", Letterbox()
    shutil.copyfile(sqlite_template, disk)
    with mail_server(letterbox) as smtp_url:
        before = mail_app(f"sqlite:///{disk}", smtp_url=smtp_url)
        with standing(before), sender_of(before, ForgetfulDisk) as sender:
            sender.disk, sender.kept = disk, kept  # type: ignore[attr-defined]
            mails = post_mails(6)
            with pytest.raises(PowerCut):
                sender.run()
        after = mail_app(f"sqlite:///{kept}", smtp_url=smtp_url)
        clock = Clock(NOW)
        clock.forward(minutes=11)
        with standing(after), sender_of(after, clock=clock) as sender:
            sender.run()
            states = Counter(mail_of(mail).state for mail in mails)
    assert states == {MailState.SENT: 5, MailState.UNCERTAIN: 1}
    assert Counter(letterbox.addresses) == Counter(f"reader{number}@example.org" for number in range(1, 7))
