"""Ranking needs and offers: exact, explained, in seven languages. Knows nothing of the site."""

from __future__ import annotations

from matching.documents import Document, Hit, Match, Page, Part, Text, WhatIf
from matching.index import HybridIndex
from matching.recommender import Recommender
from matching.scoring import Weights
from matching.text import Analyzer

__all__ = [
    "Analyzer",
    "Document",
    "Hit",
    "HybridIndex",
    "Match",
    "Page",
    "Part",
    "Recommender",
    "Text",
    "Weights",
    "WhatIf",
]
