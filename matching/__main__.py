"""Commands of the library; `python -m matching --help` lists them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from matching.benchmark.__main__ import add_arguments, bench
from matching.benchmark.texts import FILE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 2 for something that cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (ValueError, OSError, RuntimeError) as error:  # a bad file, an unknown or missing encoder
        print(f"{options.command}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, about in (
        ("evaluate", _evaluate, "how often the historical partner is found"),
        ("tune", _tune, "choose settings out of fold"),
    ):
        command = commands.add_parser(name, help=about)
        command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="initiatives, JSON Lines")
        command.add_argument("--encoders", default="use", help='"none", "use" (default), "use,e5", "use,e5,minilm"')
        command.add_argument("--json", action="store_true", help="JSON alone on standard output")
        command.set_defaults(run=run)
        if name == "evaluate":
            command.add_argument("--heldout", type=Path, action="append", default=[], metavar="FILE")
            command.add_argument(
                "--distractors",
                type=Path,
                default=os.environ.get("CRUX_BENCH_DATA") or None,
                metavar="FOLDER",
                help=f"further solutions: where {FILE} lies (default: CRUX_BENCH_DATA)",
            )
            command.add_argument("--distractor-vectors", action="store_true", help="read them by encoders too: minutes")
    topics = commands.add_parser("train-topics", help="learn subjects from World Bank projects")
    topics.add_argument("source", type=Path, metavar="worldbank-objectives.csv.gz")
    topics.add_argument("--to", type=Path, default=Path(__file__).parent / "resources" / "topics.npz")
    topics.set_defaults(run=_train_topics)
    typical = commands.add_parser("train-typical", help="learn what needs and offers have in common")
    typical.add_argument("source", type=Path, metavar="initiatives.jsonl")
    typical.add_argument("--encoders", default="use,e5,minilm", help="only these are in the file")
    typical.add_argument("--to", type=Path, default=Path(__file__).parent / "resources" / "typical.npz")
    typical.set_defaults(run=_train_typical)
    labels = commands.add_parser("train-labels", help="learn goals and sectors; takes a minute")
    labels.add_argument("fixtures", type=Path, nargs="?", default=Path("fixtures"), metavar="FOLDER")
    labels.set_defaults(run=_train_labels)
    tagging = commands.add_parser("sdg-benchmark", help="goals beside the public benchmark (extra: bench)")
    tagging.add_argument("--encoders", default="use")
    tagging.set_defaults(run=_sdg_benchmark)
    speed = commands.add_parser("bench", help="speed, size and exactness beside peers")
    add_arguments(speed)
    speed.set_defaults(run=bench)
    return parser


def _evaluate(options: argparse.Namespace) -> int:
    from matching.encoders import encoders
    from matching.evaluation.evaluate import evaluate
    from matching.evaluation.report import table
    from matching.topics import TopicEncoder

    found = evaluate(
        options.files,
        options.heldout,
        encoders=encoders(options.encoders),
        topics=[TopicEncoder()],
        distractors=options.distractors,
        distractor_vectors=options.distractor_vectors,
        notice=lambda text: print(text, file=sys.stderr, flush=True),
    )
    print(json.dumps(found, indent=2) if options.json else table(found))
    return 0


def _tune(options: argparse.Namespace) -> int:
    from matching.encoders import encoders
    from matching.evaluation.tuning import tune

    print(json.dumps(tune(options.files, encoders(options.encoders)), indent=2))
    return 0


def _train_topics(options: argparse.Namespace) -> int:
    from matching.topics import train

    about = train(options.source, options.to)
    print(f"{options.to}: {len(about['subjects'])} subjects, {len(about['terms'])} words, {about['projects']} projects")
    return 0


def _train_typical(options: argparse.Namespace) -> int:
    from matching.encoders import encoders
    from matching.typical_learning import train_typical

    about = train_typical(options.source, encoders(options.encoders), options.to)
    print(f"{options.to}: {', '.join(about['models'])}, from {about['initiatives']} initiatives")
    return 0


def _train_labels(options: argparse.Namespace) -> int:
    from matching.training import train_labels

    print("\n".join(train_labels(options.fixtures)))
    return 0


def _sdg_benchmark(options: argparse.Namespace) -> int:
    from matching.encoders import encoders
    from matching.sdg_benchmark import report, run

    print(report(run(encoders(options.encoders), Path("fixtures"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
