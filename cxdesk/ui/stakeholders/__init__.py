"""The tab Stakeholders of the kanban: how people rank the initiatives, beside their score."""
