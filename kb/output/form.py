"""A format of something other than an audit: a list of gaps, a comparison of two versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Form"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """A format: how its files end, what it is for, and who writes it."""

    suffix: str
    media_type: str
    purpose: str
    write: Callable[[T], bytes]
