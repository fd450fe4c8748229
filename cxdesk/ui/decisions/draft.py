"""What is chosen for a task and not recorded yet; typed words wait in their fields."""

from __future__ import annotations

from dataclasses import dataclass

from cxdesk.model.decisions import Verdict


@dataclass(slots=True)
class Draft:
    """The verdict and the choices for one task. `batch` or `under`: what it is to become."""

    verdict: Verdict | None = None
    owner: int | None = None
    batch: int | None = None
    under: int | None = None
    outcome: int | None = None
    sponsor: int | None = None
    asked: int | None = None
