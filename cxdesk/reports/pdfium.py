"""PDFium, which serves one thread at a time, whatever the document: who asks it holds its lock."""

from __future__ import annotations

import threading
from typing import Final

PDFIUM: Final = threading.RLock()
