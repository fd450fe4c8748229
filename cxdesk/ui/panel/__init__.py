"""The side panel: one initiative, everything of it to be read and changed where it stands."""
