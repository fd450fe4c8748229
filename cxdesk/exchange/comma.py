"""Tables as CSV files, which every spreadsheet opens."""

from __future__ import annotations

import csv
from io import StringIO

from cxdesk.exchange.copied import guarded
from cxdesk.services.sheet import Sheet


def csv_file(sheet: Sheet) -> bytes:
    """A sheet as a CSV file: UTF-8 with its mark, without which Excel takes umlauts for others.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.titles)
    writer.writerows([guarded(text) for text in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")
