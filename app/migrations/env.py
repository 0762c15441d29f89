"""How Alembic reaches the database: one transaction a run, IMMEDIATE on SQLite, keys checked at the end."""

from importlib import import_module
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, event
from sqlmodel import SQLModel

from app.config import Settings
from app.core.db import Instant, engine_options, listen

# Needed to compare the models with the database; the revisions themselves import none of them.
MODELS = (
    "core.attachments core.audit core.changes core.drafts core.idempotency core.mail core.meaning "
    "core.rate_windows "
    "accounts.models countries.models moderation.models on_behalf.models translation.models organisations.models "
    "solutions.models country_requests.models exchanges.models recommendations.models questions.models "
    "partnerships.models saved.models conversations.models digest.models site.models"
)


def plain_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write column types that stay readable when our own classes have moved on."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=sqlite,
        compare_type=True,
        transactional_ddl=True,
        render_item=plain_types,
    )
    context.run_migrations()
    if sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"Rows point to nothing: {broken[:5]}")


def main() -> None:
    for name in MODELS.split():
        import_module(f"app.{name}")
    url: str = context.config.attributes["database_url"]
    settings = Settings(mode="demo", database_url=url, secret_key="", base_url="", mail_from="")
    engine = create_engine(**engine_options(settings))
    listen(engine)
    if engine.dialect.name == "sqlite":
        # Rebuilding a table drops the old one: with keys enforced, its children would go with it.
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = OFF"))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        run(connection)
    engine.dispose()


main()
