"""One catalogue of translated texts for each language, and the command that keeps them up to date."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
