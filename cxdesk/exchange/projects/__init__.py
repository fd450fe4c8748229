"""Project plans of other programs: MS Project (XML) and GanttProject."""
