"""What every test would do again is done once for each process.

A test makes an application of its own, and each is alike in its templates, its addresses, its statements and the
cost of its passwords: together they would take more than half of the time of the suite.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, cast

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from app.core.templating import Templates

STATEMENTS = 5_000  # compiled, of both kinds of database

Build = Callable[..., tuple[str, str]]
Compile = Callable[[Rule, bool], Build]


class CompiledTemplates(BytecodeCache):
    """Templates by their name and their text, as Jinja compiled them."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


def compile_once() -> None:
    """Let templates and addresses be compiled by the first application and used by all that follow."""
    Templates.compiled = CompiledTemplates()
    Rule._compile_builder = _remembered(Rule._compile_builder)  # type: ignore[method-assign,assignment]


def _remembered(compiled: Compile) -> Compile:
    """What builds an address follows from the parts of its rule and its defaults alone."""
    known: dict[Any, Build] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Build:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    return once


def share_statements() -> None:
    """Let statements be compiled for each kind of database once, not for each application's own connection to it."""
    statements: Any = LRUCache(STATEMENTS)
    engine, dialect = cast(Any, Engine), cast(Any, DefaultDialect)
    made = engine.__init__

    def sharing(one: Any, *arguments: Any, **named: Any) -> None:
        made(one, *arguments, **named)
        one._compiled_cache = statements

    engine.__init__ = sharing
    dialect.__eq__ = lambda one, other: type(one) is type(other)
    dialect.__hash__ = lambda one: hash(type(one))


def collect_seldom() -> None:
    """Let cycles wait: applications are cycles, and looking through all objects takes longer than a small test.

    What is there now stays until the end; what tests leave behind is looked for every few hundred of them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 25)


def hash_quickly(app: Flask) -> None:
    """For tests of anything but passwords themselves."""
    library: Any = app.extensions["security"]
    cheap = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
    library.pwd_context = library.pwd_context.copy(**cheap)
    library.hashing_context = library.hashing_context.copy(**cheap)
