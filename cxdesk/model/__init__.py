"""What the program office knows: entities, their states and invariants.

Importing the package maps every entity, so that a relationship named in one file finds its class.
"""

from cxdesk.model import (
    batches,
    charter_lines,
    charters,
    decisions,
    initiatives,
    meetings,
    origins,
    outcomes,
    people,
    plan,
    program,
    rankings,
    requests,
    rounds,
    views,
    work,
)

__all__ = [
    "batches",
    "charter_lines",
    "charters",
    "decisions",
    "initiatives",
    "meetings",
    "origins",
    "outcomes",
    "people",
    "plan",
    "program",
    "rankings",
    "requests",
    "rounds",
    "views",
    "work",
]
