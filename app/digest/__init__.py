"""The weekly digest: what is new for whom, one mail a person and week, none when nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from app.core.mail import register_bulk, register_stop_check
    from app.core.panels import register_panel
    from app.core.permissions import register_rules
    from app.core.security import csrf
    from app.digest import cli, permissions, views, views_answers, views_runs, views_wishes
    from app.digest.deadlines import requests_near
    from app.digest.finds import SECTION, new_finds
    from app.digest.matches import new_matches, rank_together
    from app.digest.messages import KIND
    from app.digest.reconfirm import records_to_reconfirm
    from app.digest.replies import replies_due
    from app.digest.sections import register_section
    from app.digest.selection import Place
    from app.digest.service import is_wanted

    app.register_blueprint(views.bp, url_prefix="/<lang:lang>/digest")
    csrf.exempt(views.stop_now)  # the signed link is the permission; a mail program has no form of ours
    app.register_blueprint(views_wishes.bp, url_prefix="/<lang:lang>/weekly-mail")
    app.register_blueprint(views_answers.bp, url_prefix="/<lang:lang>/digest/answer")
    app.register_blueprint(views_runs.bp, url_prefix="/<lang:lang>/weekly-mail/runs")
    register_rules(app, permissions.RULES)
    register_panel(app, "account", views_wishes.account_panel)
    register_panel(app, "account", views_runs.account_panel)
    app.cli.add_command(cli.digest)
    register_section(app, "matches", new_matches, label=_l("New matches"), prepare=rank_together)
    register_section(app, SECTION, new_finds, label=_l("My saved searches"))
    register_section(app, "replies", replies_due, label=_l("Replies due"), place=Place.WAITS)
    register_section(app, "deadlines", requests_near, label=_l("Requests near their deadline"), place=Place.ENDS)
    register_section(app, "reconfirm", records_to_reconfirm, label=_l("Records to reconfirm"), place=Place.FADES)
    register_stop_check(app, KIND, is_wanted)
    register_bulk(app, KIND)
