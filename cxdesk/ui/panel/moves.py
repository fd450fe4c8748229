"""The steps an initiative can take from the panel: on, back, on hold, cancelled."""

from __future__ import annotations

from cxdesk.model.errors import ReasonNeeded
from cxdesk.model.states import PATH, State
from cxdesk.model.wording import listed
from cxdesk.services import kanban
from cxdesk.services.detail import Detail
from cxdesk.ui.form.ask import Ask
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.subject import Refusable, Subject
from cxdesk.ui.pickers import Option


def unmet(it: Detail) -> list[str]:
    """What the next state still asks for, in words."""
    return [need.text for need in it.needs if not need.met]


def options(it: Detail) -> list[Option]:
    """Where it can go from here; what is forbidden stands there too, with the reason."""
    code, found = it.code, []
    if it.state is State.CANCELLED:
        return [_option(it.state, "Cancelled", why="It stays so. Undo brings it back.")]
    if it.state is State.ON_HOLD:
        found.append(_option(it.standing, f"Resume: {it.standing.label}"))
    elif it.next_state is not None:
        why = listed(unmet(it))
        found.append(_option(it.next_state, f"Move to {it.next_state.label}", why=why))
    else:
        found.append(_option(it.state, "Embedded", why="This is the end of its way."))
    if it.state in PATH and it.state is not PATH[0]:
        back = PATH[PATH.index(it.state) - 1]
        found.append(_option(back, f"Back to {back.label}"))
    done = it.state in (State.DELIVERED, State.EMBEDDED)
    why = f"{code} is {it.state.label.lower()}." if done else ""
    if it.state is not State.ON_HOLD:
        found.append(_option(State.ON_HOLD, "On hold…", why=why))
    found.append(_option(State.CANCELLED, "Cancel…", why=why))
    return found


def _option(state: State, text: str, why: str = "") -> Option:
    return Option(state, text, lead=Lead("glyph", state.value), why=why)


class Moves:
    """Takes the steps; `ask` is where a reason is asked for."""

    def __init__(self, subject: Subject, ask: Ask) -> None:
        self._subject, self._ask = subject, ask

    def choose(self, state: State) -> None:
        """Take a step, or ask first where it needs a reason."""
        it = self._subject.detail
        if state is State.ON_HOLD:
            self._ask.ask(
                f"Why does {it.code} go on hold?",
                [("Put on hold", lambda text: self.move(state, self._ask, text))],
            )
        elif state is State.CANCELLED:
            self._ask.ask(
                f"Why is {it.code} cancelled?",
                [(f"Cancel {it.code}", lambda text: self.move(state, self._ask, text))],
            )
        else:
            self.move(state, None)

    def move(self, state: State, at: Refusable | None, reason: str = "") -> bool:
        """Enter `state`. Over a soft limit the reason is asked for."""
        it = self._subject.detail

        def ask(needed: ReasonNeeded) -> None:
            if at is not None:
                at.refuse(needed)
                return
            self._ask.ask(
                needed.text, [("Go ahead", lambda text: self.move(state, self._ask, text))]
            )

        return self._subject.do(
            f"Move {it.code} to {state.label}",
            lambda s: kanban.change_state(s, it.id, state, reason),
            at,
            said=f"{it.code} moved to {state.label}",
            ask=ask,
        )
