"""Commands of the library: `python -m matching evaluate FILE… [--json]`, `tune FILE…`, `bench`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_TITLES = {
    "bm25": "plain stemmed BM25",
    "text_only_no_encoder": "text only, no encoder",
    "leaky_labels": "LEAKY: with the file's labels",
}
_COLUMNS = ("mrr_group", "ndcg10_group", "recall10_group", "mrr_exact", "recall10_exact")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 2 for a file that cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m matching")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, about in (("evaluate", "find the historical partner"), ("tune", "choose settings out of fold")):
        command = commands.add_parser(name, help=about)
        command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="initiatives, JSON Lines")
        command.add_argument("--json", action="store_true", help="JSON alone on standard output")
    bench = commands.add_parser("bench", help="speed beside scikit-learn's linear_kernel")
    bench.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args(arguments)
    return _bench(options.documents) if options.command == "bench" else _measured(options)


def _measured(options: argparse.Namespace) -> int:
    from matching.evaluate import evaluate
    from matching.initiatives import BadFileError
    from matching.tuning import tune

    try:
        found = evaluate(options.files) if options.command == "evaluate" else tune(options.files)
    except BadFileError as error:
        print(f"{options.command}: {error}", file=sys.stderr)
        return 2
    as_json = options.json or options.command == "tune"
    print(json.dumps(found, indent=2) if as_json else _table(found))
    return 0


def _table(found: dict[str, Any]) -> str:
    lines = [f"{file['name']}  sha256 {file['sha256']}" for file in found["files"]]
    lines.append(f"{found['pool']} requests, each ranked over {found['pool']} solutions")
    lines.append("")
    lines.append(f"{'':32}" + "".join(f"{name:>16}" for name in _COLUMNS))
    for key, title in _TITLES.items():
        row = found[key]
        lines.append(f"{title:32}" + "".join(f"{row[name]:16.3f}" for name in _COLUMNS))
    return "\n".join([*lines, "", _notes(found["text_only_no_encoder"])])


def _notes(text: dict[str, Any]) -> str:
    low, high = text["ci95"]
    least, most = text["gain_ci95"]
    return (
        f"Text only: MRR 95 % interval {low:.3f} to {high:.3f}; gain over BM25 "
        f"{text['gain_over_bm25']:+.3f} ({least:+.3f} to {most:+.3f}).\n"
        "Text only sees English titles and summaries. The leaky row also sees goals and sectors,\n"
        "which both sides of this file share by construction: a bound, not a result."
    )


def _bench(documents: int) -> int:
    from matching.bench import run

    print(run(documents))
    return 0


if __name__ == "__main__":
    sys.exit(main())
