"""XML read within bounds: the elements that are wanted, and nothing that could harm.

Declarations (DTD, entities) are refused, depth and number of elements are bounded, and what nobody
wants is not even kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from cxdesk.exchange.bounds import MOST_CELL, MOST_DEPTH, MOST_ITEMS, TooLarge
from cxdesk.exchange.recognise import Found
from cxdesk.store.errors import KnownError

MOST_ELEMENTS = 10_000_000  # of a file, wanted or not
MOST_KEPT = 5_000_000
_PIECE = 1 << 18  # bytes given to the parser at a time


class Node:
    """An element: its name without the namespace, attributes and text, and what is in it.

    Those in it that hold nothing but text are in `texts`, of several of a name the first.
    """

    __slots__ = ("attributes", "children", "name", "text", "texts")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes, self.text = name, attributes, ""
        self.children: list[Node] = _NO_CHILDREN
        self.texts: dict[str, str] = _NO_TEXTS

    def add(self, child: Node) -> None:
        """Take an element that is in it."""
        if child.children or child.texts or child.attributes:
            if self.children is _NO_CHILDREN:
                self.children = []
            self.children.append(child)
            return
        if self.texts is _NO_TEXTS:
            self.texts = {}
        self.texts.setdefault(child.name, child.text)

    def has(self, name: str) -> bool:
        """Whether an element of this name is in it."""
        return name in self.texts or self.first(name) is not None

    def all(self, name: str) -> Iterator[Node]:
        """The elements of this name in it that hold more than text."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Node | None:
        """The first of these."""
        return next(self.all(name), None)

    def said(self, name: str) -> str:
        """What the element of this name says, without space around; "" where it is not."""
        return self.texts.get(name, "").strip()

    def values(self) -> dict[str, str]:
        """What each element of text in it says, without space around."""
        return {name: text.strip() for name, text in self.texts.items()}


_NO_CHILDREN: list[Node] = []
_NO_TEXTS: dict[str, str] = {}


def root_of(found: Found, suffix: str) -> tuple[str, str]:
    """Namespace and name of the root element; "" for what begins like no XML.

    What goes wrong before the root is no XML either, unless the file is called so by its `suffix`:
    then KnownError says what is wrong.
    """
    content = found.content
    if not re.match(rb"(\xef\xbb\xbf)?\s*<|\xff\xfe<\0|\xfe\xff\0<", content[:200]):
        return "", ""
    looking = _Looking()
    parser = _parser(looking)
    try:
        with _in_words(found.name):
            for start in range(0, len(content), 4096):
                parser.feed(content[start : start + 4096])
                if looking.found:
                    return _split(looking.found)
            parser.close()
    except KnownError:
        if found.suffix == suffix:
            raise
    return "", ""


def read_xml(name: str, content: bytes, wanted: Collection[str]) -> Node:
    """The root of a file with the elements that are `wanted`, those in others left out.

    Raises KnownError for what is no XML, declares entities, or exceeds a bound.
    """
    growing = _Growing(name, frozenset(wanted))
    parser = _parser(growing)
    growing.listen(parser.parser)
    with _in_words(name):
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
        parser.close()
    return growing.root


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    """What the parser finds wrong as KnownError."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    try:
        yield
    except DefusedXmlException:
        raise KnownError(
            f"{name} declares entities or a document type, which plans never do and which can do "
            "harm: it is not read. Save it again out of the program it comes from."
        ) from None
    except ParseError as error:
        raise KnownError(
            f"{name} is damaged or cut off: it is no XML from line {error.position[0]:,} on. "
            "Save it again out of the program it comes from."
        ) from None
    except (ValueError, LookupError):
        raise KnownError(f"{name} is in an encoding that cannot be read: save it again.") from None


def _parser(target: Any) -> Any:
    from defusedxml.ElementTree import DefusedXMLParser

    return DefusedXMLParser(target=target, forbid_dtd=True)


def _split(tag: str) -> tuple[str, str]:
    space, _, name = tag.rpartition("}")
    return space.lstrip("{"), name


class _Looking:
    """Waits for the root."""

    def __init__(self) -> None:
        self.found = ""

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.found = self.found or tag

    def close(self) -> None:
        """Nothing is kept."""


class _Growing:
    """Makes nodes of what the parser finds.

    It listens to the parser itself: a large plan has a million elements, and most nobody wants.
    """

    def __init__(self, file: str, wanted: frozenset[str]) -> None:
        self._file, self._wanted = file, wanted
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self.root = Node("", {})
        self._open: list[Node] = []
        self._depth = self._seen = self._kept = self._skips = 0

    def listen(self, parser: Any) -> None:
        """Let the parser tell it all."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser

    def close(self) -> None:
        """The parser is done."""

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._depth += 1
        self._seen += 1
        if self._skips:
            if self._depth > MOST_DEPTH or self._seen > MOST_ELEMENTS:
                self._refuse()
            return
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = _split(tag)[1]
        if name not in self._wanted and self._depth > 1:
            self._skips = self._depth
            self._parser.CharacterDataHandler = None
            return
        if self._depth > MOST_DEPTH or self._kept > MOST_KEPT:
            self._refuse()
        if name in _ROWS:
            self._count(name)
        self._kept += 1
        pairs = {}
        if attributes:
            pairs = dict(zip(map(_plain, attributes[::2]), attributes[1::2], strict=True))
        self._open.append(Node(name, pairs))

    def _end(self, _tag: str) -> None:
        if self._skips:
            if self._skips == self._depth:
                self._skips = 0
                self._parser.CharacterDataHandler = self._text
        else:
            node = self._open.pop()
            if self._depth > 1:
                self._open[-1].add(node)
            else:
                self.root = node
        self._depth -= 1

    def _text(self, text: str) -> None:
        if not self._open:
            return
        node = self._open[-1]
        if len(node.text) < MOST_CELL:
            node.text = (node.text + text)[:MOST_CELL]

    def _count(self, name: str) -> None:
        count = self._counts[name] = self._counts.get(name, 0) + 1
        if count > MOST_ITEMS:
            raise TooLarge(
                f"{self._file} has more than {MOST_ITEMS:,} elements of a kind ({name}), the most "
                "that are read. Export a part of the plan."
            )

    def _refuse(self) -> None:
        if self._depth > MOST_DEPTH:
            raise TooLarge(f"{self._file} is nested deeper than {MOST_DEPTH} levels: no plan is.")
        raise TooLarge(f"{self._file} has more elements than any plan: it is not read.")


def _plain(name: str) -> str:
    return name.rpartition("}")[2]


_ROWS = frozenset({"Task", "Resource", "Assignment", "PredecessorLink", "Exception", "WeekDay",
                   "Calendar", "task", "resource", "allocation", "depend", "date"})  # fmt: skip
