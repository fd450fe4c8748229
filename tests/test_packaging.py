"""The way from a fresh machine to a running program, and what goes out with it."""

import ast
import configparser
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


# --- desktop entry, file type, icons ---------------------------------------------------------


def mime_type():
    tree = ET.parse(RESOURCES / "cxdesk-mime.xml")
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = tree.find("m:mime-type", space)
    assert kind is not None
    return kind, space


def test_desktop_entry_opens_our_file_type_with_our_icon():
    entry = configparser.RawConfigParser()
    entry.optionxform = str
    entry.read(RESOURCES / "cxdesk.desktop", encoding="utf-8")
    main = entry["Desktop Entry"]
    kind, _ = mime_type()
    assert (main["Type"], main["Name"], main["Terminal"]) == ("Application", "cxdesk", "false")
    assert main["Exec"] == "cxdesk %f"
    assert main["MimeType"] == f"{kind.get('type')};"
    assert (RESOURCES / "icons" / f"{main['Icon']}.svg").is_file()
    for action in main["Actions"].rstrip(";").split(";"):
        assert entry[f"Desktop Action {action}"]["Exec"].startswith("cxdesk ")


def test_file_type_is_known_by_the_bytes_of_a_real_file(tmp_path):
    from cxdesk.store.file import APPLICATION_ID

    path = tmp_path / "any-name"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    content = path.read_bytes()

    kind, space = mime_type()
    outer = kind.find("m:magic/m:match", space)
    inner = outer.find("m:match", space)
    assert (outer.get("type"), inner.get("type")) == ("string", "big32")
    magic = outer.get("value").encode().decode("unicode_escape").encode("latin-1")
    assert content[int(outer.get("offset")) :].startswith(magic)
    number = int(inner.get("value"), 16)
    assert content[int(inner.get("offset")) :].startswith(struct.pack(">I", number))
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == ["*.cxdesk"]
    icon = kind.find("m:icon", space).get("name")
    assert (RESOURCES / "icons" / f"{icon}.svg").is_file()


def test_icons_have_the_sizes_they_are_named_by():
    sizes = {}
    for path in (RESOURCES / "icons").glob("cxdesk-*.png"):
        width, height = struct.unpack(">2I", path.read_bytes()[16:24])
        assert width == height == int(path.stem.removeprefix("cxdesk-"))
        sizes[width] = path.read_bytes()
    assert {16, 32, 48, 256, 512} <= sizes.keys()

    ico = (RESOURCES / "icons" / "cxdesk.ico").read_bytes()
    _, kind, count = struct.unpack("<3H", ico[:6])
    assert kind == 1
    for place in range(count):
        width, *_, length, offset = struct.unpack("<4B2H2I", ico[6 + 16 * place : 22 + 16 * place])
        assert ico[offset : offset + length] == sizes[width or 256]


# --- what is said about it ------------------------------------------------------------------


def test_every_dependency_has_a_reason_in_contributing():
    project = tomllib.loads(read("pyproject.toml"))
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    names = {re.match(r"[\w.-]+", requirement).group() for requirement in wanted}

    section = read("CONTRIBUTING.md").partition("## Dependencies")[2]
    reasons = dict(re.findall(r"^\| ([\w.-]+) \| (.*) \|$", section, re.MULTILINE))
    assert reasons.keys() == names
    assert all(len(reason.split()) >= 2 for reason in reasons.values())


def test_readme_names_both_commands_and_make_knows_them():
    readme, makefile = read("README.md"), read("Makefile")
    for command in set(re.findall(r"^ +make ([a-z-]+)", readme, re.MULTILINE)) | {"run", "test"}:
        assert f"make {command}" in readme
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command
    assert "## Unreleased" in read("CHANGELOG.md")


def test_readme_lists_every_debian_package_that_ci_installs():
    block = re.search(r"^packages=\((.*?)\)", read(".ci/run"), re.DOTALL | re.MULTILINE).group(1)
    listed = set(re.findall(r"[a-z][a-z0-9.+-]+", read("README.md").partition("bare Debian")[2]))
    assert len(block.split()) > 10
    assert set(block.split()) <= listed


def test_no_machine_and_no_package_index_is_named():
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("needs the git checkout")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    private = re.compile(
        r"(?<![\w.~])/([h]ome|[U]sers|[r]oot|[w]ork|[o]pt/[p]ypi)/\w|[A-Z]:\\+[U]sers\\"
        r"|[p]ypi\.org|[p]ythonhosted|[a]rtifactory|[i]ndex-url",
        re.IGNORECASE,
    )
    found = []
    for name in filter(None, names):
        path = ROOT / name
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):  # a picture; a file being moved
            continue
        found += [f"{name}: {match.group()}" for match in private.finditer(text)]
    assert found == []


# --- the installable program ----------------------------------------------------------------


def test_nothing_that_the_program_imports_is_left_out_of_the_bundle():
    spec = ast.parse(read("build.spec"))
    unused = next(
        ast.literal_eval(node.value)
        for node in spec.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "UNUSED"
    )
    assert unused
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "cxdesk").rglob("*.py")]
    assert texts
    # To parse all of them takes seconds: who imports a module names it.
    names = [out.rpartition(".")[2] for out in unused]
    imported = set()
    for text in texts:
        for node in ast.walk(ast.parse(text)) if any(name in text for name in names) else ():
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    left_out = {
        name for name in imported for out in unused if name == out or name.startswith(f"{out}.")
    }
    assert left_out == set()


# --- the Makefile, with a stand-in for Python -----------------------------------------------

STAND_IN = """\
#!/bin/sh
echo "python $*" >> calls
case "$*" in
    *version_info*) exit ${TOO_OLD:-0} ;;
    --version) echo "Python 3.9.2" ;;
    *ensurepip*) exit ${NO_VENV:-0} ;;
    "-m venv"*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    *"pip install"*) exit ${OFFLINE:-0} ;;
esac
"""


@pytest.fixture
def machine(tmp_path):
    """Runs the Makefile with a stand-in Python: (*arguments, **env) -> code, said, calls."""
    if not shutil.which("make") or sys.platform == "win32":
        pytest.skip("needs make")
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    python = tmp_path / "stand-in"
    python.write_text(STAND_IN)
    python.chmod(0o755)

    def make(*arguments, **env):
        calls = tmp_path / "calls"
        calls.unlink(missing_ok=True)
        done = subprocess.run(
            ["make", f"PYTHON={python}", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **env},
            capture_output=True,
            text=True,
        )
        lines = calls.read_text().splitlines() if calls.exists() else []
        return done.returncode, done.stdout + done.stderr, lines

    return make


def installs(calls):
    return sum("pip install" in call for call in calls)


def test_make_run_opens_the_sample_and_installs_once(machine):
    code, said, calls = machine("run", DISPLAY=":1")
    assert code == 0, said
    assert calls[-1] == "python -m cxdesk --sample"
    assert installs(calls) == 1
    code, said, calls = machine("run", DISPLAY=":1")
    assert code == 0, said
    assert calls[-1] == "python -m cxdesk --sample"
    assert installs(calls) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_make_run_without_a_display_says_so_and_makes_the_tour(machine):
    code, said, calls = machine("run")
    assert code == 0
    assert "no display" in said
    assert calls[-1] == "python -m cxdesk tour --out tour"


def test_make_installs_again_when_dependencies_changed(machine, tmp_path):
    machine("run", DISPLAY=":1")
    stamp = (tmp_path / ".venv" / ".installed").stat().st_mtime
    os.utime(tmp_path / "pyproject.toml", (stamp + 10, stamp + 10))
    _, _, calls = machine("run", DISPLAY=":1")
    assert installs(calls) == 1


def test_make_takes_up_an_install_that_failed(machine):
    code, _, calls = machine("run", DISPLAY=":1", OFFLINE="1")
    assert code != 0
    assert "python -m cxdesk --sample" not in calls
    code, _, calls = machine("run", DISPLAY=":1")
    assert code == 0
    assert installs(calls) == 1


@pytest.mark.parametrize("harm", ["python gone", "folder moved"])
def test_make_replaces_a_broken_environment(machine, tmp_path, harm):
    machine("run", DISPLAY=":1")
    if harm == "python gone":
        (tmp_path / ".venv" / "bin" / "python").unlink()
    else:
        (tmp_path / ".venv" / ".installed").write_text("/somewhere/else\n")
    code, _, calls = machine("run", DISPLAY=":1")
    assert code == 0
    assert "python -m venv .venv" in calls
    assert calls[-1] == "python -m cxdesk --sample"


@pytest.mark.parametrize(
    ("lack", "words"),
    [("TOO_OLD", "Python 3.11 or later"), ("NO_VENV", "apt install python3-venv")],
)
def test_make_says_in_words_what_is_missing(machine, lack, words):
    code, said, calls = machine("test", **{lack: "1"})
    assert code != 0
    assert words in said
    assert not any("venv .venv" in call or "pip install" in call for call in calls)


def test_make_test_runs_without_a_display_and_fails_with_pytest(machine, tmp_path):
    machine("run", DISPLAY=":1")
    (tmp_path / ".venv" / "bin" / "python").write_text(
        '#!/bin/sh\ncase "$*" in *pytest*) echo "on $QT_QPA_PLATFORM"; exit 1;; esac\n'
    )
    code, said, _ = machine("test")
    assert code != 0
    assert "on offscreen" in said
