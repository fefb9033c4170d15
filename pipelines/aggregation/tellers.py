"""Which reports tell of what, when of most things one report alone tells."""

from collections.abc import Collection
from typing import Generic, TypeAlias, TypeVar

from pipelines.dedup.links import Order

K = TypeVar("K")
V = TypeVar("V")
_One: TypeAlias = tuple[Order, V]
_Several: TypeAlias = dict[Order, V]


class Tellers(Generic[K, V]):
    """For each key the reports that tell of it, by their order, each with what it tells.

    A lone teller, of whom there are many, stands without a dictionary of its own, which would cost more than the rest.
    """

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: dict[K, _One[V] | _Several[V]] = {}

    def __len__(self) -> int:
        """How many keys are told of."""
        return len(self._told)

    def of(self, key: K) -> Collection[tuple[Order, V]]:
        """All who tell of ``key``, in any order; nobody of an unknown one."""
        told = self._told.get(key)
        if told is None:
            return ()
        return told.items() if isinstance(told, dict) else (told,)

    def put(self, key: K, teller: _One[V]) -> None:
        """Let a report, by its order, tell of ``key``; it must not do so yet."""
        told = self._told.get(key)
        if told is None:
            self._told[key] = teller
        elif isinstance(told, dict):
            told.update([teller])
        else:
            self._told[key] = dict([told, teller])

    def drop(self, key: K, order: Order) -> None:
        """Let the report with ``order``, which does, no longer tell of ``key``."""
        told = self._told[key]
        if isinstance(told, dict):
            del told[order]
            if len(told) == 1:
                (self._told[key],) = told.items()
        elif told[0] == order:
            del self._told[key]
        else:
            raise KeyError(order)
