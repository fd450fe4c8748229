"""`python -m cxdesk`: the window, or one of the sub-commands."""

from __future__ import annotations

import sys

from cxdesk.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
