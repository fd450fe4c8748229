"""The text of printed pages as pdfium reads it.

pypdf takes a tenth of a second for a page: it reads one of each kind of document
(tests/reports/test_catalogue.py), and wherever a test asks for more than the text.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def words(pdf: bytes | Path) -> list[str]:
    """The text of every page, as words between single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
