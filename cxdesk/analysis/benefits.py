"""Benefit realised of an outcome."""

from __future__ import annotations


def realised(baseline: float, target: float, actual: float) -> float | None:
    """Per cent of the way from baseline to target; None where the two are equal.

    26 h to 8 h, now 17 h: 50.
    """
    if target == baseline:
        return None
    return (actual - baseline) / (target - baseline) * 100
