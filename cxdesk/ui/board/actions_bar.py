"""The row above the actions: whose and which are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from cxdesk.services.action_list import ListedAction
from cxdesk.services.programs import Choice
from cxdesk.ui.board.actions_kept import Due, Kept
from cxdesk.ui.form.editing import Editing
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.bar import TableBar

_NOBODY_OF_IT = "You are nobody of this program. File, Properties says who you are."


class ActionsBar(TableBar):
    """Chips for mine, owner, due date, batch, road bump, and what is done."""

    # Other filters hold: Kept.
    kept_changed = Signal(object)

    def __init__(self, editing: Editing) -> None:
        super().__init__("Narrow the actions")
        self._editing = editing
        self.kept = Kept()
        self.me: int | None = None
        self.mine = self.add_chip("filter-mine", "Only", self.drop_mine, self.drop_mine)
        self.owner = self.add_chip(
            "filter-owner", "Owner", self.pick_owners, lambda: self.keep(owners=())
        )
        self.due = self.add_chip("filter-due", "Due", self.pick_due, lambda: self.keep(due=()))
        self.batch = self.add_chip(
            "filter-batch", "Batch", self.pick_batches, lambda: self.keep(batches=())
        )
        self.bump = self.add_chip("filter-bump", "With a", self._no_bump, self._no_bump)
        self.done = self.add_chip("filter-done", "Also", self.hide_done, self.hide_done)
        self.lay_out()
        self.mine.show_filter("mine")
        self.bump.show_filter("road bump")
        self.done.show_filter("done and dropped", "done")
        self.show_kept()

    def keep(self, **values: Any) -> None:
        """Show other actions."""
        before, self.kept = self.kept, replace(self.kept, **values)
        self.show_kept()
        if self.kept != before:
            self.kept_changed.emit(self.kept)

    def recall(self, kept: object) -> None:
        """Show those that were shown the last time."""
        self.kept = Kept.of(kept)
        self.show_kept()
        self.kept_changed.emit(self.kept)

    def clear(self) -> None:
        """Show everybody's open actions."""
        self.narrow.clear()
        self.keep(mine=False, owners=(), due=(), batches=(), bump=False)

    def show_kept(self) -> None:
        """Show the chips of what holds."""
        kept, choices = self.kept, self._editing.choices
        self.mine.setVisible(kept.mine and self.me is not None)
        self._name(self.owner, kept.owners, choices.people, "nobody")
        self._name(self.batch, kept.batches, choices.batches, "none")
        self.due.setVisible(bool(kept.due))
        self.due.show_filter(", ".join(one.value for one in kept.due), str(len(kept.due)))
        self.bump.setVisible(kept.bump)
        self.done.setVisible(kept.done)
        self.fit()

    def words(self) -> str:
        """The filters that hold, as paper says them."""
        said = [chip.words() for chip in self.chips if not chip.isHidden()]
        typed = self.narrow.text().strip()
        return " · ".join([*said, f"“{typed}”"] if typed else said)

    @staticmethod
    def _name(chip: Any, ids: Sequence[int | None], choices: Sequence[Choice], none: str) -> None:
        names = [none] if None in ids else []
        names += [one.name for one in choices if one.id in ids]
        chip.setVisible(bool(names))
        chip.show_filter(", ".join(names), str(len(names)))

    # Choosing -------------------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the filters there are."""
        kept = self.kept
        why = "" if self.me is not None else _NOBODY_OF_IT
        options = [
            Option(self.show_mine, "Mine", why=why),
            Option(self.pick_owners, "Owner"),
            Option(self.pick_due, "Due"),
            Option(self.pick_batches, "Batch"),
            Option(lambda: self.keep(bump=not kept.bump), "With a road bump"),
            Option(self.hide_done, "Hide done and dropped")
            if kept.done
            else Option(self.show_done, "Show done and dropped too"),
        ]
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_owners(self) -> None:
        """Offer the people whose actions to show."""
        options = self._editing.people("Nobody")
        pick_many(
            self.anchor(self.owner), "Owners", [replace(one, why="") for one in options],
            self.kept.owners,
            lambda chosen: self.keep(
                mine=False,
                owners=tuple(one.value for one in options if one.value in chosen),
            ),
        )  # fmt: skip

    def pick_due(self) -> None:
        """Offer the times to keep."""
        options = [Option(one, one.value.capitalize()) for one in Due]
        pick_many(
            self.anchor(self.due), "Due", options, self.kept.due,
            lambda chosen: self.keep(due=tuple(one for one in Due if one in chosen)),
        )  # fmt: skip

    def pick_batches(self) -> None:
        """Offer the batches to keep."""
        options = [Option(None, "No batch")] + [
            Option(one.id, one.name, one.note) for one in self._editing.choices.batches
        ]
        pick_many(
            self.anchor(self.batch), "Batches", options, self.kept.batches,
            lambda chosen: self.keep(
                batches=tuple(one.value for one in options if one.value in chosen)
            ),
        )  # fmt: skip

    def show_mine(self) -> None:
        """Show one's own actions alone."""
        self.keep(mine=True, owners=())

    def drop_mine(self) -> None:
        """Show everybody's."""
        self.keep(mine=False)

    def show_done(self) -> None:
        """Show what is done or dropped too."""
        self.keep(done=True)

    def hide_done(self) -> None:
        """Show open actions only."""
        self.keep(done=False)

    def _no_bump(self) -> None:
        self.keep(bump=False)

    def show_row(self, row: ListedAction) -> None:
        """Drop the filters that leave out an action."""
        self.narrow.clear()
        self.keep(
            mine=False, owners=(), due=(), batches=(), bump=False, done=self.kept.done or row.over
        )
