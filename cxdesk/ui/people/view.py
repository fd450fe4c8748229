"""People: the directory, the domains, the groups and what good practice asks of them."""

from __future__ import annotations

from cxdesk.ui.tabbed import Tab, TabbedView, TabPage


def _directory() -> type[TabPage]:
    from cxdesk.ui.people.directory_page import DirectoryPage

    return DirectoryPage


def _domains() -> type[TabPage]:
    from cxdesk.ui.people.domains_page import DomainsPage

    return DomainsPage


def _groups() -> type[TabPage]:
    from cxdesk.ui.people.groups_page import GroupsPage

    return GroupsPage


def _practice() -> type[TabPage]:
    from cxdesk.ui.people.practice_page import PracticePage

    return PracticePage


class PeopleView(TabbedView):
    """Each tab is a page of its own."""

    key = "people"
    title = "People"
    TABS: tuple[Tab, ...] = (
        ("Directory", _directory, ("person",)),
        ("Domains", _domains, ("domain",)),
        ("Groups", _groups, ("group", "person")),
        ("Good practice", _practice, ()),
    )
