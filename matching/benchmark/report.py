"""The figures as tables for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_VERDICT = {True: "pass", False: "FAIL", None: "-   "}


def report(found: dict[str, Any]) -> str:
    """All tables as one text."""
    return "\n".join([*_machine(found), *(line for size in found["sizes"] for line in _size(size)), *_targets(found)])


def _machine(found: dict[str, Any]) -> Iterator[str]:
    machine, limits = found["machine"], found["limits"]
    yield f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}"
    versions = [f"{name} {version}" for name, version in machine["packages"].items()]
    yield f"Python {machine['python']}, {', '.join(versions)}"
    yield (
        f"one thread reads {limits['read'] / 1e9:.1f} GB/s, copies {limits['copy'] / 1e9:.1f} GB/s; "
        f"sgemm {limits['sgemm'] / 1e9:.0f} GFLOP/s"
    )
    yield f"texts {found['texts']['file']} sha256 {found['texts']['sha256']}, seed {found['seed']}"


def _size(size: dict[str, Any]) -> Iterator[str]:
    corpus = size["corpus"]
    yield f"\n== {size['size']:,} documents =="
    yield (
        f"{corpus['terms']:.1f} terms a document, vocabulary {corpus['vocabulary']:,}; "
        f"distinct terms of a need: long {corpus['long']:.1f}, short {corpus['short']:.1f}"
    )
    yield from (f"not in this run: {absent}" for absent in size["absent"])
    yield from _floors(size)
    yield f"\n{'index':30}{'build s':>10}{'MB':>10}"
    yield from (f"{one['name']:30}{one['build']:10.2f}{one['bytes'] / 1e6:10.1f}" for one in size["engines"])
    for block in size["blocks"]:
        yield from _block(block, size["floor"][block["needs"]]["seconds"])
    yield from _apart(size)


def _floors(size: dict[str, Any]) -> Iterator[str]:
    for kind, floor in size["floor"].items():
        parts = ", ".join(f"{part} {floor[part] / 1e6:.2f}" for part in ("text", "sums", "facets", "top"))
        yield (
            f"memory floor, {kind}: {floor['seconds'] * 1e3:.3f} ms "
            f"({floor['postings']:,.0f} postings of the median need; MB moved: {parts})"
        )


def _block(block: dict[str, Any], floor: float) -> Iterator[str]:
    about = f"{block['needs']}{', language and region filtered' if block['filtered'] else ''}"
    yield f"\n{about}; load {block['load_before']} before, {block['load_after']} after"
    yield (
        f"{'engine':30}{'scores':15}{'asked':>6}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'floors':>8}{'of ours':>9}"
    )
    for one in block["engines"]:
        times = "".join(f"{one[name] * 1e3:10.3f}" for name in ("p50", "p95", "p99"))
        yield f"{one['name']:30}{one['scores']:15}{one['asked']:6}{times}{one['p50'] / floor:8.1f}{one['ratio']:8.2f}x"


def _apart(size: dict[str, Any]) -> Iterator[str]:
    exact, files, publish, explain = (size[name] for name in ("exact", "files", "publish", "explain"))
    yield f"\nbeside brute force: {exact['mismatches']} of {exact['asked']} answers differ; no peer here is approximate"
    yield (
        f"publish one document: written {publish['written'] * 1e3:.2f} ms, found {publish['found'] * 1e3:.2f} ms, "
        f"{publish['found'] / size['engines'][0]['build']:.5f} of a rebuild"
    )
    yield (
        f"save {files['save']:.3f} s, load {files['load'] * 1e3:.1f} ms, "
        f"first answer of the loaded {files['first_answer'] * 1e3:.1f} ms"
    )
    yield (
        f"search by the words of a long need {explain['search'] * 1e3:.2f} ms, explain its ten results "
        f"{explain['ten'] * 1e3:.2f} ms; reasons of ten matches {explain['matches'] * 1e3:.2f} ms; "
        f"a score and its parts' sum differ by at most {explain['gap']:.1e}"
    )
    if "batch" in size:
        yield _batch(size["batch"])


def _batch(batch: dict[str, Any]) -> str:
    theirs = batch["sparse_dot_topn"]
    beside = "sparse_dot_topn is not installed" if theirs is None else f"sparse_dot_topn, words alone, {theirs:.2f} s"
    return (
        f"{batch['requests']:,} requests x {batch['solutions']:,} documents, one thread: ours with facets "
        f"{batch['ours']:.2f} s, {beside}; load {batch['load_before']} before, {batch['load_after']} after"
    )


def _targets(found: dict[str, Any]) -> Iterator[str]:
    yield "\n== targets =="
    for one in found["targets"]:
        yield f"{_VERDICT[one['kept']]}  {one['name']:52}{one['wanted']:>10}   {one['found']}"
