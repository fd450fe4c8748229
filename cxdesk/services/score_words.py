"""What the four scores of an initiative mean, and the formula that their weights make."""

from __future__ import annotations

from collections.abc import Sequence

SCORES = {
    "Impact": "how much it changes for the customers it reaches",
    "Reach": "how many customers it reaches",
    "Outcome": "how far it moves the outcomes of the strategy",
    "Urgency": "how much waiting would cost",
}


def formula(weights: Sequence[float]) -> str:
    """The benefit with these weights: "Benefit = (4 × impact + ...) ÷ 10"."""
    parts = [
        f"{weight:,.10g} × {name.lower()}"
        for name, weight in zip(SCORES, weights, strict=True)
        if weight
    ]
    return f"Benefit = ({' + '.join(parts)}) ÷ {sum(weights):,.10g}"
