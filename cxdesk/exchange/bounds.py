"""How large a file of another program may be: bounded before anything of it is read.

An office's own files stay far below; what exceeds these was made to harm, or by mistake.
"""

from __future__ import annotations

from pathlib import Path

from cxdesk.store.errors import KnownError

MB = 1 << 20
MOST_BYTES = 200 * MB  # of a file as it lies on the disk
MOST_UNPACKED = 500 * MB  # of all that a zip (XLSX, ODS) holds
MOST_PARTS = 10_000  # of a zip
MOST_ROWS = 100_000  # of a table
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
MOST_CELL = 100_000  # characters of one cell or text
MOST_DEPTH = 60  # of JSON and XML
MOST_ITEMS = 200_000  # elements of one kind in a JSON or XML file


class TooLarge(KnownError):
    """A file exceeds a bound; its text says which."""


def read_bounded(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file. Raises KnownError for one that cannot be read, or is too large."""
    try:
        if path.is_dir():
            raise KnownError(f"{path.name} is a folder: choose a file in it.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise KnownError(f"There is no file {path.name} in {path.parent}.") from None
    except PermissionError:
        raise KnownError(f"You have no right to read {path.name}.") from None
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read: {error.strerror}.") from error
    if len(content) > most:
        raise TooLarge(
            f"{path.name} is larger than {most // MB} MB, the most that is read. "
            "Export less of it: one board, one project, one year."
        )
    if not content:
        raise KnownError(f"{path.name} is empty.")
    return content
