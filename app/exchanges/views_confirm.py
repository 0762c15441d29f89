"""The page on which a partner country's focal point confirms an exchange: a link shows it, a button acts."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.core.db import db, utc_now, writing
from app.core.forms import CruxForm
from app.core.permissions import actor, require
from app.core.records import Outdated
from app.exchanges import service
from app.exchanges.models import Exchange
from app.exchanges.selection import rows_by_id
from app.exchanges.views import ONE, exchange_url

bp = Blueprint("exchange_acts", __name__, template_folder="templates")


class ConfirmForm(CruxForm):
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


@bp.route(ONE + "/confirm", methods=["GET", "POST"])
def confirm(exchange_id: int) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return redirect(url_for("security.login", next=request.path))
    exchange = rows_by_id(db.session, [exchange_id]).get(exchange_id) or abort(404)
    require("exchange.confirm", exchange)
    form = ConfirmForm(obj=exchange)
    held = [code for code in exchange.partner_countries if actor().has("focal-point", "country", code)]
    if form.validate_on_submit():
        try:
            with writing() as session:
                seen = form.version.data or 0
                service.confirm(session, exchange_id, held, seen=seen, by=actor(), now=utc_now())
        except Outdated:
            exchange = db.session.get_one(Exchange, exchange_id, populate_existing=True)
            form.version.data, form.version.raw_data = exchange.version, None
            form.form_errors.append(_("Something has changed since you opened this page. Look again, then decide."))
        else:
            flash(_("The exchange is confirmed."))
            return redirect(exchange_url(db.session.get_one(Exchange, exchange_id)))
    return render_template("exchanges/confirm.html", form=form, exchange=exchange, held=held), form.status
