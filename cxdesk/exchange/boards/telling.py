"""What a board says in our words, by what was answered: cards become initiatives."""

from __future__ import annotations

from collections.abc import Iterator

from cxdesk.exchange.boards.asking import (
    BATCHES,
    CODE,
    DOMAINS,
    EACH,
    LABELS,
    STATES,
    WHOLE,
    Choices,
)  # fmt: skip
from cxdesk.exchange.boards.board import Axis, Board, Card, Lane
from cxdesk.exchange.boards.moves import first_state, moves_of
from cxdesk.exchange.boards.notes import Notes
from cxdesk.exchange.opened import Into
from cxdesk.exchange.state_words import state_of
from cxdesk.model.states import State
from cxdesk.model.work import ActionState
from cxdesk.services.incoming import (
    GivenUp,
    Incoming,
    IncomingAction,
    IncomingBatch,
    IncomingComment,
    IncomingDomain,
    IncomingInitiative,
    IncomingLink,
    IncomingPerson,
    Problem,
    Progress,
    Stopped,
)

_OVER = (State.DELIVERED, State.EMBEDDED, State.CANCELLED)
_STEP = 200


class Telling:
    """One board on its way into our words."""

    def __init__(self, board: Board, into: Into, chosen: Choices) -> None:
        self.board, self.into, self.chosen = board, into, chosen
        self.lanes: dict[str, Lane] = {lane.key: lane for lane in board.lanes}
        self.axes: dict[str, Axis] = {axis.key: axis for axis in board.axes}
        by_states = chosen.lanes == STATES
        states = chosen.states.values() if by_states else (State.BACKLOG,)
        self.first = first_state(states)
        self.batches: dict[str, IncomingBatch] = {}
        self.domains: dict[str, IncomingDomain] = {}
        self.notes, self.problems = Notes(), list(board.problems)
        self._epics = chosen.batch == EACH + "epic"
        self._kept = {card.key for card in self._cards() if card.title}

    def incoming(self, progress: Progress, given_up: GivenUp) -> Incoming:
        """All of it. Raises Stopped when it is given up."""
        board, chosen = self.board, self.chosen
        initiatives: list[IncomingInitiative] = []
        actions: list[IncomingAction] = []
        for done, card in enumerate(self._cards(), 1):
            if done % _STEP == 0:
                progress(done, len(board.cards))
                if given_up():
                    raise Stopped
            if card.epic and self._epics:
                self._epic(card)
                continue
            if not card.title:
                self.problems.append(Problem(card.at, "It has no title and was left out."))
                continue
            initiatives.append(self.initiative(card))
            if chosen.items:
                actions += self._actions(card)
        if not chosen.items:
            self.notes.dropped(
                f"{board.words.items.capitalize()} were left out.",
                sum(len(card.items) for card in self._cards()),
            )
        self._notes_of_groups()
        return Incoming(
            source=board.source,
            title=board.title,
            program=board.name,
            domains=tuple(self.domains.values()),
            people=tuple(
                IncomingPerson(key=one.key, name=one.name, email=one.email, initials=one.initials)
                for one in board.members
            ),
            batches=tuple(self.batches.values()),
            initiatives=tuple(initiatives),
            actions=tuple(actions),
            links=self._links({row.key for row in initiatives}),
            notes=(*board.notes, *self.notes.all()),
            problems=tuple(self.problems),
        )

    # Which cards ----------------------------------------------------------------------------

    def _cards(self) -> Iterator[Card]:
        return filter(self._comes, self.board.cards)

    def _comes(self, card: Card) -> bool:
        kept = self.chosen.archived or not card.archived
        return kept and card.lane not in self.chosen.left_out

    def _left_out(self) -> None:
        words, by_lane, archived = self.board.words, 0, 0
        for card in self.board.cards:
            if card.lane in self.chosen.left_out:
                by_lane += 1
            elif card.archived and not self.chosen.archived:
                archived += 1
        self.notes.dropped(
            f"{words.cards.capitalize()} were left out with their {words.lanes}.", by_lane
        )
        self.notes.dropped(f"Archived {words.cards} were left out.", archived)

    # One card -------------------------------------------------------------------------------

    def state(self, card: Card) -> State:
        """Where a card stands."""
        if self.chosen.lanes == STATES:
            state = self.chosen.states.get(card.lane) or card.stands or State.BACKLOG
        else:
            state = card.stands or State.BACKLOG
        if card.given_up and state in _OVER:
            return State.CANCELLED
        return State.DELIVERED if card.done and state not in _OVER else state

    def shown_as(self, card: Card) -> str:
        """What becomes of a card, in a word or two: its state, for most."""
        if not self._comes(card):
            return "Left out"
        return "Batch" if card.epic and self._epics else self.state(card).label

    def initiative(self, card: Card) -> IncomingInitiative:
        """A card as an initiative."""
        chosen, state = self.chosen, self.state(card)
        by_states = chosen.lanes == STATES
        if by_states and chosen.states.get(card.lane) is not state:
            words = self.board.words
            self.notes.changed(
                f"{words.cards.capitalize()} that are closed as done or given up are "
                f"{State.DELIVERED.label} or {State.CANCELLED.label}, "
                f"whatever {words.lane} they are in."
            )
        moves = moves_of(
            card, state, self._meaning if by_states else None, self.first, self.into.today
        )
        labels, domain = self._labels(card)
        if chosen.lanes == DOMAINS and card.lane in self.lanes:
            domain = self._domain(self.lanes[card.lane].name)
        self.notes.dropped(
            f"One person owns an initiative: the others on {self.board.words.cards} were left out.",
            len(card.also),
        )
        return IncomingInitiative(
            key=card.key,
            title=card.title,
            description=_said(card, card.description),
            domain=domain,
            owner=_said(card, card.owner),
            batch=self._batch(card),
            parent=self._parent(card),
            state=state,
            since=moves[-1].on if moves and moves[-1].state is state else None,
            priority=card.priority,
            start=card.start,
            end=card.due,
            progress=card.progress,
            cost=None if card.cost is None else card.cost * chosen.cost_unit,
            effort=card.effort,
            blocked=card.blocked or None,
            labels=labels,
            archived=card.archived,
            moves=moves,
            comments=tuple(IncomingComment(one.author, one.at, one.text) for one in card.remarks),
            at=card.at,
        )

    def _parent(self, card: Card) -> str | None:
        if not card.parent or (self._epics and card.parent in self.axes["epic"].names):
            return None
        if card.parent in self._kept:
            return card.parent
        self.notes.dropped("Some stand alone: what they are a part of was left out.")
        return None

    def _meaning(self, lane: str) -> State | None:
        """The state that a lane means; for one that is left out or gone, by its name."""
        state = self.chosen.states.get(lane)
        if state is None:
            name = self.lanes[lane].name if lane in self.lanes else self.board.former.get(lane, "")
            return state_of(name)
        return state

    def _labels(self, card: Card) -> tuple[tuple[str, ...], str | None]:
        """The labels of a card, and the domain that the first of them is."""
        labels, domain = card.labels, None
        if self.chosen.labels == DOMAINS and labels:
            domain, labels = self._domain(labels[0]), labels[1:]
        elif self.chosen.labels != LABELS and labels:
            self.notes.dropped("Labels were left out.", len(labels))
            labels = ()
        lane = self.lanes.get(card.lane)
        groups = [lane.name] if self.chosen.lanes == LABELS and lane is not None else []
        groups += [
            axis.names.get(key, key)
            for axis in self.board.axes
            if axis.label and self.chosen.batch != EACH + axis.key
            for key in card.groups.get(axis.key, ())
        ]
        return tuple(dict.fromkeys((*labels, *groups))), domain

    def _domain(self, name: str) -> str:
        self.domains.setdefault(name, IncomingDomain(name=name))
        return name

    def _actions(self, card: Card) -> Iterator[IncomingAction]:
        for item in card.items:
            if not item.title:
                self.notes.dropped("Lines of checklists without text were left out.")
                continue
            state = ActionState.DOING if item.doing else ActionState.TODO
            yield IncomingAction(
                key=item.key, initiative=card.key, title=item.title, owner=item.owner or None,
                due=item.due, state=ActionState.DONE if item.done else state,
                done_on=item.done_on or card.done_on if item.done else None, at=card.at,
            )  # fmt: skip

    # Where it goes --------------------------------------------------------------------------

    def _batch(self, card: Card) -> str | None:
        chosen, board = self.chosen.batch, self.board
        if self.chosen.lanes == BATCHES:
            lane = self.lanes.get(card.lane)
            return None if lane is None else self._batch_of("list", lane.key, lane.name)
        if chosen == WHOLE:
            return self._batch_of("board", "", board.name)
        if chosen.startswith(CODE):
            code = chosen.removeprefix(CODE)
            return self._batch_of(CODE, code, dict(self.into.batches)[code], code)
        if chosen.startswith(EACH):
            axis = self.axes[chosen.removeprefix(EACH)]
            keys = card.groups.get(axis.key, ())
            if keys:
                if len(keys) > 1:
                    self.notes.changed(
                        f"{board.words.cards.capitalize()} with several {axis.many} went to the "
                        "batch of the last."
                    )
                return self._batch_of(axis.key, keys[-1], axis.names.get(keys[-1], keys[-1]))
        return None

    def _batch_of(self, kind: str, key: str, name: str, code: str = "") -> str:
        full = f"{kind}:{key}"
        if full not in self.batches:
            self.batches[full] = IncomingBatch(key=full, name=name, code=code, at=f"“{name[:60]}”")
        return full

    def _epic(self, card: Card) -> None:
        """An epic that is a batch: its owner leads, it is due when the epic is."""
        full = f"epic:{card.key}"
        self.batches[full] = IncomingBatch(
            key=full, name=card.title or card.key, lead=card.owner or None, deadline=card.due,
            at=card.at,
        )  # fmt: skip
        if card.description or card.remarks or card.items or card.labels:
            self.notes.dropped(
                "Epics became batches, which have no description and no comments: "
                "theirs were left out."
            )

    # The rest -------------------------------------------------------------------------------

    def _links(self, told: set[str]) -> tuple[IncomingLink, ...]:
        kept, gone = [], 0
        for before, after in dict.fromkeys(self.board.blocks):
            if before in told and after in told:
                kept.append(IncomingLink(predecessor=before, successor=after, at=after))
            else:
                gone += 1
        self.notes.dropped(
            "Links to what is not in the file, or is no initiative here, were left out.", gone
        )
        return tuple(kept)

    def _notes_of_groups(self) -> None:
        self._left_out()
        for axis in self.board.axes:
            if self.chosen.batch == EACH + axis.key:
                continue
            of = sum(bool(card.groups.get(axis.key)) for card in self._cards())
            if axis.label:
                self.notes.changed(f"The {axis.many} became labels.", of)
            elif axis.key != "epic":
                self.notes.dropped(f"There is no place for {axis.many}.", of)


def _said(card: Card, text: str) -> str | None:
    """A text that the file says. One that may find ours by its title says nothing by silence."""
    return text or (None if card.key == card.title else "")
