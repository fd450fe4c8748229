"""Five hundred damaged copies: each opens or says so in plain words, and none is made worse."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from cxdesk.services import activity, cards, detail
from cxdesk.store.errors import KnownError
from cxdesk.store.store import Store
from tests.conftest import clock

SHARES = 4
COPIES = 126  # of each share
PAGE = 4096

Damage = Callable[[bytearray, Random], None]


def cut_short(data: bytearray, dice: Random) -> None:
    del data[dice.randrange(len(data)) :]


def lose_whole_pages(data: bytearray, dice: Random) -> None:
    del data[dice.randrange(1, len(data) // PAGE) * PAGE :]


def zero_pages(data: bytearray, dice: Random) -> None:
    for _ in range(dice.randint(1, 4)):
        page = dice.randrange(len(data) // PAGE)
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def flip_in_file_header(data: bytearray, dice: Random) -> None:
    for _ in range(dice.randint(1, 3)):
        data[dice.randrange(100)] ^= 1 << dice.randrange(8)


def flip_in_page_headers(data: bytearray, dice: Random) -> None:
    for _ in range(dice.randint(1, 3)):
        page = dice.randrange(1, len(data) // PAGE)
        data[page * PAGE + dice.randrange(40)] ^= 1 << dice.randrange(8)


def flip_anywhere(data: bytearray, dice: Random) -> None:
    for _ in range(dice.randint(1, 60)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def scribble(data: bytearray, dice: Random) -> None:
    at = dice.randrange(len(data) - 700)
    data[at : at + 700] = dice.randbytes(700)


def swap_pages(data: bytearray, dice: Random) -> None:
    one, other = (dice.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = (
        data[other : other + PAGE],
        data[one : one + PAGE],
    )


def flip_in_the_free_list(data: bytearray, dice: Random) -> None:
    trunk = int.from_bytes(data[32:36], "big")
    assert trunk, "the file has no free pages"
    data[(trunk - 1) * PAGE + dice.randrange(16)] ^= 1 << dice.randrange(8)


DAMAGES: tuple[Damage, ...] = (
    cut_short, lose_whole_pages, zero_pages, flip_in_file_header, flip_in_page_headers,
    flip_anywhere, scribble, swap_pages, flip_in_the_free_list,
)  # fmt: skip


def read_everything(path: Path, home: Path) -> list[str]:
    """What the file's owner sees: board, panel, history, properties, check."""
    with Store.open(path, home=home, clock=clock) as store:
        problems = store.problems()
        with store.read() as session:
            board = cards.board(session)
            if board.cards:
                detail.detail(session, board.cards[0].id)
            activity.whole(session, most=50)
        store.label_of(store.head.undo_top)
        return problems


@pytest.fixture(scope="module")
def sound(played: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample, the same bytes in every run, so that a seed finds the same damage again."""
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "sound.cxdesk"
    shutil.copyfile(played, path)
    with closing(sqlite3.connect(path)) as file:  # leaves free pages behind
        file.execute("INSERT INTO content VALUES ('free', zeroblob(60000))")
        file.commit()
        file.execute("DELETE FROM content WHERE digest = 'free'")
        file.commit()
    assert read_everything(path, folder) == []
    return path.read_bytes()


@pytest.mark.parametrize("share", range(SHARES))
def test_a_damaged_copy_is_known_as_such_and_stays_as_it_is(
    sound: bytes, tmp_path: Path, home: Path, share: int
) -> None:
    path = tmp_path / "damaged.cxdesk"
    refused = reported = 0
    for number in range(COPIES):
        seed = share * COPIES + number
        dice = Random(seed)
        damage = DAMAGES[seed % len(DAMAGES)]
        data = bytearray(sound)
        damage(data, dice)
        path.write_bytes(data)
        try:
            reported += bool(read_everything(path, home))
        except KnownError:
            refused += 1
        except Exception as error:
            raise AssertionError(f"{damage.__name__}, seed {seed}: {error!r}") from error
        assert path.read_bytes() == data, f"{damage.__name__}, seed {seed}"
    assert refused > COPIES // 4
    assert reported > 0
