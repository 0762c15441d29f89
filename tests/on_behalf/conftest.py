"""The people of the moderators' tests."""

from tests.moderation.ground import as_, people

__all__ = ["as_", "people"]
