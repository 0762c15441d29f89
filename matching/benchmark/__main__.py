"""The command: `python -m matching.benchmark [--million] [--json]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from matching.benchmark import texts

SIZES = (1_000, 10_000, 100_000)
_MILLION = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every measured target is kept, 1 if one is not, 2 for texts that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m matching.benchmark")
    add_arguments(parser)
    return bench(parser.parse_args(arguments))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command, for this parser or that of another command."""
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="documents of each collection")
    parser.add_argument("--million", action="store_true", help="1,000,000 documents as well: minutes and 10 GB")
    parser.add_argument("--queries", type=int, default=200, metavar="N", help="needs asked of each engine")
    parser.add_argument("--batch", type=int, default=2000, metavar="N", help="requests asked at once")
    parser.add_argument("--patience", type=float, default=10.0, metavar="S", help="seconds of an engine in a table")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--texts", type=Path, default=texts.FOLDER, metavar="FOLDER", help=f"where {texts.FILE} lies")
    parser.add_argument("--json", action="store_true", help="JSON alone on standard output")


def bench(options: argparse.Namespace) -> int:
    """Run, print, judge. Notices go to standard error."""
    from matching.benchmark.report import report
    from matching.benchmark.run import Plan, run

    plan = Plan(
        sizes=[*options.sizes, *([_MILLION] if options.million else [])],
        folder=options.texts,
        queries=options.queries,
        batch=options.batch,
        patience=options.patience,
        seed=options.seed,
        notice=lambda text: print(text, file=sys.stderr, flush=True),
    )
    try:
        found = run(plan)
    except texts.TextsError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    print(json.dumps(found, indent=2) if options.json else report(found))
    return int(any(target["kept"] is False for target in found["targets"]))


if __name__ == "__main__":
    sys.exit(main())
