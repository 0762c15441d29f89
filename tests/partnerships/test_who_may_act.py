"""Nobody acts for both sides, for a suspended institution, or twice on what was decided."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Appointment
from app.core.db import db, writing
from app.countries.models import Clearance, ClearedAct
from app.organisations.models import Organisation
from app.partnerships.models import Offer
from app.partnerships.phases import Phase
from tests.partnerships.test_introductions import goes_on, introduced, partnership, world  # noqa: F401 - a fixture
from tests.partnerships.test_offers import World

pytestmark = pytest.mark.both_engines


def test_nobody_chooses_the_offer_of_an_institution_that_they_edit(world: World) -> None:  # noqa: F811
    with world.app.app_context(), writing() as session:
        organisation = session.get_one(Offer, 1).organisation_id
        session.add(
            Appointment(
                person_id=world.people["amina"],
                role="organisation-editor",
                scope_type="organisation",
                scope_id=str(organisation),
                valid_from=date(2026, 1, 1),
            )
        )
    amina = world.as_("amina")
    assert "Put it on the shortlist" not in amina.get(f"{world.page}/offers/1").text
    assert amina.client.post(f"{world.page}/offers/1/shortlist").status_code in {400, 403, 404}


def test_an_agreement_that_was_cleared_is_not_brought_before_the_desk_again(world: World) -> None:  # noqa: F811
    introduced(world)
    for phase in ("negotiating", "formulated"):
        goes_on(world, "budi", phase)
    goes_on(world, "budi", "agreed")
    world.decides("cleared")
    goes_on(world, "budi", "agreed")
    with world.app.app_context():
        agreements = db.session.scalars(select(Clearance).where(col(Clearance.act) == ClearedAct.AGREEMENTS)).all()
        assert len(agreements) == 1
    goes_on(world, "amina", "agreed")
    assert partnership(world).phase == Phase.AGREED


def test_a_suspended_institution_moves_nothing(world: World) -> None:  # noqa: F811
    introduced(world)
    page = world.as_("budi").get("/en/partnerships/1")
    with world.app.app_context(), writing() as session:
        session.query(Organisation).filter_by(name="Delta Institute").one().status = "suspended"
    world.as_("budi").submit(page, {"to": "negotiating"}, status=403)
    assert partnership(world).phase == Phase.INTRODUCED
