"""Where pictures are used. Rooms above register what they know when the house starts; the picture desk asks.

Media is a leaf: it knows no article, so those who use pictures tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from media.models import Picture


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a picture stands: what it is in an editor's words, its address at the desk ("" where it has
    none), and whether readers get it now."""

    what: str
    url: str = ""
    live: bool = False


Provider = Callable[["Picture"], Iterable[Use]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Ask `provider` from now on. It is given a saved picture and returns its uses in one room, lazily if it can."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def of(picture: Picture, most: int | None = None) -> list[Use]:
    """Return the uses of a picture in all rooms, no more than `most`."""
    return list(islice(chain.from_iterable(provider(picture) for provider in _providers), most))


def is_live(picture: Picture) -> bool:
    """Whether readers get the picture anywhere now."""
    return any(use.live for provider in _providers for use in provider(picture))
