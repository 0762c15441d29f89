"""How templates are read: strictly, without the blank lines of their tags."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, ClassVar

from flask.templating import Environment
from jinja2 import BytecodeCache, StrictUndefined


class Templates(Environment):
    """Every import of macros compares what its page and its file know. Jinja keeps that as a chain of mappings, which
    is slow to compare; here it is one dictionary, complete because features add to it before the first page."""

    compiled: ClassVar[BytecodeCache | None] = None  # for a process with more than one application

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(
            *arguments,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=self.compiled,
            **options,
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
