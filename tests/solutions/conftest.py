"""Institutions and their editors, as moderating knows them."""

from tests.moderation.ground import as_, people

__all__ = ["as_", "people"]
