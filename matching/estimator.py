"""scikit-learn's estimator contract without its import.

Importing scikit-learn costs more than a second in every process that only wants to search, so
the classes here keep its contract (`clone`, `get_params`, `set_params`, a readable repr) through
this small base instead of inheriting `BaseEstimator`. The contract suite checks it with
scikit-learn's own `clone`.
"""

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any, Self

_GATHERED = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)  # of a class without an `__init__` of its own


class Estimator:
    """Parameters are the keyword arguments of `__init__`, stored under their own names."""

    @classmethod
    def _names(cls) -> list[str]:
        named = signature(cls.__init__).parameters.values()
        return sorted(one.name for one in named if one.name != "self" and one.kind not in _GATHERED)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Every parameter by name; with `deep`, those of nested estimators as `outer__inner`."""
        own = {name: getattr(self, name) for name in self._names()}
        nested = {
            f"{name}__{inner}": value
            for name, part in own.items()
            if deep and hasattr(part, "get_params")
            for inner, value in part.get_params().items()
        }
        return own | nested

    def set_params(self, **params: Any) -> Self:
        """Change parameters by name. Raises ValueError for a name that does not exist."""
        for name, value in params.items():
            outer, _, inner = name.partition("__")
            if outer not in self._names():
                raise ValueError(f"{type(self).__name__} has no parameter {outer!r}")
            if inner:
                getattr(self, outer).set_params(**{inner: value})
            else:
                setattr(self, outer, value)
        return self

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names())
        return f"{type(self).__name__}({shown})"
