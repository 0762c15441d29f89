"""`python -m app` is the `crux` command."""

from app.cli import main

main()
