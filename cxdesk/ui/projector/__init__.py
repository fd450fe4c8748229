"""The projector: a window for everybody in the room."""
