"""The columns of Jira's CSV: names differ between its editions, and by what people call them."""

from __future__ import annotations

from cxdesk.exchange.boards.rows import Table


class Columns:
    """Where each matter stands; a column that is not there says nothing."""

    def __init__(self, table: Table) -> None:
        column = table.column
        self.key, self.id = column("Issue key", "Key"), column("Issue id")
        self.type, self.summary = column("Issue Type", "Type"), column("Summary")
        self.status, self.category = column("Status"), column("Status Category")
        self.category_changed = column("Status Category Changed")
        self.project, self.project_name = column("Project key"), column("Project name")
        self.priority, self.resolution = column("Priority"), column("Resolution")
        self.assignee, self.assignee_id = column("Assignee"), column("Assignee Id")
        self.description, self.comments = column("Description"), column("Comment", "Comments")
        self.created, self.updated = column("Created"), column("Updated")
        self.resolved = column("Resolved", "Resolution date")
        self.due = column("Due date", _own("Due date"), _own("Target end"), _own("End date"))
        self.start = column("Start date", _own("Start date"), _own("Target start"))
        self.labels = column("Labels")
        self.components = column("Component/s", "Components", "Component")
        self.versions = column("Fix Version/s", "Fix versions", "Fix Versions")
        self.sprints = column("Sprint", _own("Sprint"))
        self.epic = column(_own("Epic Link"), "Epic Link")
        self.parent_key = column("Parent key")
        self.parent = column("Parent", "Parent id")
        self.parent_summary = column("Parent summary", _own("Epic Name"), "Epic Name")
        self.points = column(
            _own("Story Points"), _own("Story point estimate"), "Story Points", _own("Story points")
        )
        self.estimate = column("Original Estimate")
        self.flagged = column(_own("Flagged"), "Flagged", _own("Impediment"))
        self.attachments = column("Attachment", "Attachments")
        self.blocks = column("Outward issue link (Blocks)", "Outward issue link (Blockers)")
        self.blocked_by = column("Inward issue link (Blocks)", "Inward issue link (Blockers)")
        self.days = (
            self.created, self.updated, self.resolved, self.due, self.start, self.category_changed,
        )  # fmt: skip
        # Read for the names of accounts alone; the people themselves have no place.
        self.named_ids = (
            (self.assignee, self.assignee_id),
            *((table.peek(who), table.peek(f"{who} Id")) for who in ("Reporter", "Creator",
                                                                     "Watchers")),
        )  # fmt: skip


def _own(name: str) -> str:
    return f"Custom field ({name})"
