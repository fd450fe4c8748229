"""Who loads a cell of the capacity strip: initiatives with their share, then their owners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cxdesk.model.wording import count
from cxdesk.services.timeline_load import Share, rounded
from cxdesk.ui.leads import Lead
from cxdesk.ui.options import Option

_OWNERS = 8  # named; the rest is counted


def who_options(title: str, said: str, shares: Sequence[Share], unit: str) -> list[Option]:
    """The lines of the popup: a head, each initiative, and what each owner has of it.

    Values are the kind and id of what a line opens; heads have none.
    """
    total = sum(one.amount for one in shares)
    lines = [Option(None, title, why=said)]
    lines += [
        Option(
            ("initiative", one.id), f"{one.code} {one.title}",
            f"{rounded(one.amount)} {unit}{f' · {one.owner}' if one.owner else ''}",
            Lead("swatch", number=one.hue),
        )
        for one in shares
    ]  # fmt: skip
    owners: dict[tuple[int | None, str, str], float] = {}
    for one in shares:
        key = one.owner_id, one.owner, one.initials
        owners[key] = owners.get(key, 0.0) + one.amount
    if not owners or total <= 0:
        return lines
    lines.append(Option(0, "By owner", why=count(len(owners), "owner")))
    ordered = sorted(owners.items(), key=lambda item: (-item[1], item[0][1]))
    for (id, name, initials), amount in ordered[:_OWNERS]:
        note = f"{rounded(amount)} {unit}, {100 * amount / total:.0f} %"
        value: Any = ("person", id) if id is not None else ("nobody", 0)
        lines.append(
            Option(value, name or "No owner", note, Lead("avatar", initials))
            if id is not None
            else Option(value, "No owner yet", why=note)
        )
    return lines
