"""Those who write: Budi for an institute, Amina for a country."""

from tests.moderation.ground import as_, people

__all__ = ["as_", "people"]
