"""The undo law: do, undo, redo and undo again, and the file holds what it held, for every command.

The same list of commands proves the partial refreshes: what a view reads again after a change is
what it would read from the start, and what it does not concern shows what it showed.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import cxdesk.services
from cxdesk.store.store import Store
from tests.conftest import clock
from tests.services.commands import Case
from tests.services.every_command import CASES
from tests.services.offices import Offices
from tests.services.readers import Shown, assert_unconcerned_are_the_same, shown
from tests.services.round_commands import LASTING, SILENT

# Functions of services that take a session and only read.
QUERIES = {
    "action_list.action_list",
    "action_list.find",
    "action_list.open_initiatives",
    "action_list.owner_of",
    "activity.actors",
    "activity.last_change",
    "activity.of_item",
    "activity.whole",
    "alikes.titles",
    "as_it_was.as_it_was",
    "as_it_was.first_day",
    "agenda.refuse_approved",
    "attachments.attachments",
    "attachments.content",
    "ballots.ballots_of",
    "ballots.replaceable",
    "ballots.voting_secretly",
    "baselines.bars",
    "baselines.baselines",
    "baselines.proposed_name",
    "baselines.row_of",
    "batch_pack.batch_summary",
    "batch_pack.find_batch",
    "board_print.agenda_pack",
    "board_print.board_head",
    "board_print.find_meeting",
    "board_print.item_rows",
    "board_print.meeting_sheet",
    "board_print.paper_ballots",
    "board_print.seat_rows",
    "board_sheet.read_board",
    "capacity.agreed_person_days",
    "capacity.bars",
    "capacity.bounds",
    "capacity.shares",
    "cards.action_counts",
    "cards.batch_rows",
    "cards.board",
    "cards.cards",
    "cards.charters",
    "cards.checks",
    "cards.touched",
    "cards.waiting",
    "charter_pack.batch_pack",
    "charter_phases.calendar",
    "charter_print.live_page",
    "charter_print.charter_paper",
    "charter_print.kept_pdf",
    "charter_print.page_of",
    "charter_print.version_of",
    "charter_rows.read_lines",
    "charter_since.page_now",
    "charter_since.phases_left_behind",
    "charter_since.signed_before",
    "charter_since.since_signed",
    "charter_since.since_version",
    "charter_lines.lines",
    "check.broken_rules",
    "comments.comments",
    "commitments.days_asked",
    "commitments.efforts",
    "commitments.spent",
    "commitments.to_actions",
    "commitments.undated",
    "decision_check.broken_decisions",
    "decision_sheet.batch_choice",
    "decision_sheet.batch_choices",
    "decision_sheet.batch_for",
    "decision_sheet.decision_sheet",
    "decision_sheet.initiative_choices",
    "decision_sheet.sponsors",
    "decisions.checks",
    "decisions.problems",
    "dependencies.dependencies",
    "detail.blocker",
    "detail.detail",
    "detail.find",
    "detail.title_of",
    "detail.written",
    "drift.compare",
    "drift.drift",
    "drift.ghosts",
    "drift.material",
    "export_calendar.read_calendar",
    "export_calendar.those_concerned",
    "export_tables.read_tables",
    "export_plan.program_plan",
    "export_program.everything",
    "export_program.moves",
    "export_program.rows",
    "flow.records",
    "follow_up.follow_up",
    "frame.frame",
    "frame.owner_room",
    "frame.program",
    "frame.wip_room",
    "frame_check.frame_check",
    "funding.line",
    "funding_case.case",
    "good_practice.advice",
    "grouping.headings",
    "good_practice.of_groups",
    "handover.held",
    "initiative_list.initiative_list",
    "initiative_list.touched",
    "initiatives.next_code",
    "initiatives.next_codes",
    "intake.requests",
    "intake.waiting",
    "kanban.lacks",
    "labels.labels",
    "letterhead.letterhead",
    "letterhead.logo",
    "limits.limits",
    "local_time.local",
    "local_time.time_of",
    "meeting_view.boards",
    "meeting_view.early",
    "meeting_view.meetings",
    "meeting_view.sheet",
    "meeting_view.urgent",
    "milestones.homes",
    "minutes.approved",
    "minutes.approvers",
    "minutes.frozen",
    "minutes.refuse_early",
    "minutes_page.page",
    "north_star.glance",
    "north_star.north_star",
    "outcome_view.outcome_list",
    "outcome_view.outcome_sheet",
    "outcomes.next_code",
    "one_pager.one_pager",
    "owner_actions.owner_actions",
    "people_view.directory",
    "people_view.domains",
    "people_view.groups",
    "people_view.sheet",
    "people_view.some",
    "pins.fits",
    "predecessors.find",
    "print_subjects.batches",
    "print_subjects.charters",
    "priorities.priorities",
    "priorities.rated",
    "priorities.still_open",
    "program_view.program_row",
    "programs.choices",
    "programs.domains",
    "programs.next_batch_code",
    "programs.properties",
    "qualification.behind",
    "requests.changeable",
    "requests.checklist_of",
    "request_view.find_request",
    "request_view.request_sheet",
    "qualification.lines_of",
    "register.decision",
    "register.last_of",
    "register.register",
    "register.register_paper",
    "result.without_vote",
    "result.decisions_of",
    "result.result",
    "result.rounds_read",
    "result.sheet",
    "result_count.votes",
    "request_view.effort_of",
    "request_view.find_target",
    "request_view.targets",
    "projection.published",
    "roadmap.links",
    "roadmap.milestones",
    "roadmap.roadmap",
    "roadmap_days.request_days",
    "roadmap_print.find_baseline",
    "roadmap_print.material",
    "rounds.ballots_in",
    "rounds.papers_to_enter",
    "saved_views.saved_views",
    "schedule.network",
    "schedule.schedule",
    "session.initiative",
    "session.maybe",
    "session.now",
    "session.one",
    "session.today",
    "session.who",
    "setup.executives",
    "setup.known_people",
    "setup.setup",
    "slip.outcomes_hit",
    "slip.slip",
    "stakeholders.preferred",
    "stakeholders.slate",
    "stakeholders.standing",
    "story.origins",
    "story.story",
    "strategy_view.newest_value",
    "strategy_view.outcome_rows",
    "strategy_view.points",
    "strategy_view.strategy",
    "templates.days",
    "templates.templates",
    "timeline_load.ground",
    "verdicts.earlier_verdicts",
    "voting_view.budget_left",
    "voting_view.meeting_of_round",
    "voting_view.meetings_to_vote",
    "voting_view.voting",
    "what_if.free_name",
    "what_if.steps_in_words",
    "what_if.what_ifs",
    "slip.outcome_dues",
    "what_if_diff.picture",
    "who.matching",
    "who.person_of",
    "who.role_of",
    "worth.balance",
    "worth.worth",
}


@pytest.fixture(scope="module")
def untouched(played: Path) -> Shown:
    """What is shown of the sample: most commands are given to it as it was played."""
    with Store.open(played, home=played.parent, read_only=True, clock=clock) as store:
        return shown(store)


@pytest.fixture(scope="module")
def offices(
    played: Path, blank: Path, untouched: Shown, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Offices]:
    """Files on which the cases are tried."""
    with closing(Offices(played, blank, untouched, tmp_path_factory)) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_undo_law(case: Case, offices: Offices) -> None:
    with offices.of(case) as office:
        store, before, reader = office.store, office.said, office.reader
        _, change = store.do(case.name, case.command)
        after = office.says()
        assert after != before, "a command that changes nothing proves nothing"
        if reader:
            now = office.answers()
            assert_unconcerned_are_the_same(office.seen, change, now)
            reader.follow(change, now)
        change = store.undo()
        assert office.says() == before
        if reader:
            reader.follow(change, office.answers())
        store.redo()
        assert office.says() == after
        store.undo()
        assert office.says() == before


def public_functions() -> dict[str, Callable[..., object]]:
    """Every function of services that takes a session first."""
    functions = {}
    for module in pkgutil.iter_modules(cxdesk.services.__path__):
        loaded = importlib.import_module(f"cxdesk.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith("_") or function.__module__ != loaded.__name__:
                continue
            if next(iter(inspect.signature(function).parameters), "") == "session":
                functions[f"{module.name}.{name}"] = function
    return functions


def test_every_command_is_held_to_the_law() -> None:
    known = {case.name.partition(":")[0] for case in (*CASES, *LASTING)} | QUERIES | {*SILENT}
    assert set(public_functions()) - known == set(), "add it to commands.py, or to QUERIES"
    assert known - set(public_functions()) == set(), "it is gone"


def test_every_command_and_query_says_what_it_does() -> None:
    assert [name for name, each in public_functions().items() if not each.__doc__] == []


def test_case_names_are_different() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
