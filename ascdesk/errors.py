"""What goes wrong and is not a bug: sentences for a person, and problems with their place."""

from __future__ import annotations

from dataclasses import dataclass


class UserError(Exception):
    """Something a person can put right; shown as *problem* and *remedy*, never as a traceback."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person asked for a long piece of work to stop; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be taken as it stands, with where it stands and what to do about it."""

    place: str
    text: str
    problem: str
    remedy: str
