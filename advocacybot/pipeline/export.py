"""The public pages as files, in a folder that any server may serve, or that is opened as it lies."""

import multiprocessing
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from advocacybot.errors import BadInput
from advocacybot.site.site import Site

LIST = ".advocacybot-scorecard"
"""Which files of the folder are ours, a line each."""

_BESIDE = ".fresh-"
_MANY = 500
"""Pages from which on other processes are worth the second that they take to begin."""
_AT_ONCE = 40
"""Pages that a process is given together."""


@dataclass(frozen=True)
class Exported:
    """How many files were written, left as they lay, and taken away."""

    written: int
    unchanged: int
    removed: int


def export(site: Site, folder: Path, passed: Callable[[str], object] = lambda _: None) -> Exported:
    """Write the site into the folder. All is drawn before anything there changes; a file that stays the same is not touched, and
    what was written before and is no page any more goes first. ``passed`` is told each path on the way.

    Raises:
        BadInput: the folder holds something that is not ours.
    """
    before = _ours(folder)
    paths = tuple(site.paths())
    _leave_alone(folder, set(paths) - before)
    folder.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as fresh:
        changed = list(_changed(Drawer(site, folder, fresh), paths, passed))
        _note(folder, before.union(paths))
        removed = _remove(folder, before - set(paths))
        for path in changed:
            _put(fresh / path, folder / path)
    _note(folder, paths)
    return Exported(len(changed), len(paths) - len(changed), removed)


def _ours(folder: Path) -> set[str]:
    """The files that an earlier export wrote there.

    Raises:
        BadInput: others lie there, and none of ours.
    """
    noted = folder / LIST
    if noted.is_file():
        return {line for line in noted.read_text(encoding="utf-8").splitlines() if _within(line)}
    if folder.exists() and not (folder.is_dir() and all(one.name.startswith(_BESIDE) for one in folder.iterdir())):
        raise BadInput(what=f"{folder} holds something else", mend="name an empty folder, or one that was exported to before")
    return set()


def _within(path: str) -> bool:
    """Whether a path leads nowhere but into the folder."""
    there = PurePosixPath(path)
    return bool(path) and not there.is_absolute() and ".." not in there.parts


def _leave_alone(folder: Path, fresh: Iterable[str]) -> None:
    """Refuse to write over what somebody else put there.

    Raises:
        BadInput: something lies where a page is to lie.
    """
    for path in sorted(fresh):
        if (folder / path).exists():
            raise BadInput(
                what=f"{folder / path} is not ours, and a page is to lie there", mend="move it away, then export again"
            )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder within the folder, where files are made that are then put in their place by renaming."""
    for left_behind in folder.glob(f"{_BESIDE}*"):
        shutil.rmtree(left_behind)
    with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=folder) as made:
        yield Path(made)


@dataclass(frozen=True)
class Drawer:
    """Draws pages into the fresh folder, but for those that lie in their place already."""

    site: Site
    folder: Path
    fresh: Path

    def draw(self, path: str) -> bool:
        """Whether the page is another than the one that lies there."""
        content, lies = self.site.page(path).content, self.folder / path
        if lies.is_file() and lies.read_bytes() == content:
            return False
        made = self.fresh / path
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(content)
        return True


def _changed(drawer: Drawer, paths: tuple[str, ...], passed: Callable[[str], object]) -> Iterator[str]:
    """The pages that are others now. Many are drawn by as many processes as there are processors."""
    if len(paths) < _MANY:
        yield from _passing(paths, map(drawer.draw, paths), passed)
        return
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=spawned, initializer=_begin, initargs=(drawer,)) as pool:
        yield from _passing(paths, pool.map(_draw, paths, chunksize=_AT_ONCE), passed)


def _passing(paths: Iterable[str], drawn: Iterable[bool], passed: Callable[[str], object]) -> Iterator[str]:
    for path, changed in zip(paths, drawn, strict=True):
        if changed:
            yield path
        passed(path)


_of_this_process: list[Drawer] = []
"""In a process that only draws: its drawer."""


def _begin(drawer: Drawer) -> None:
    """Ctrl-C is for the process that began this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _of_this_process.append(drawer)


def _draw(path: str) -> bool:
    return _of_this_process[0].draw(path)


def _remove(folder: Path, gone: set[str]) -> int:
    for path in sorted(gone):
        (folder / path).unlink(missing_ok=True)
        _remove_empty(folder, PurePosixPath(path).parent)
    return len(gone)


def _remove_empty(folder: Path, within: PurePosixPath) -> None:
    for one in (within, *within.parents):
        there = folder / one
        if there == folder or not there.is_dir() or any(there.iterdir()):
            return
        there.rmdir()


def _put(made: Path, lies: Path) -> None:
    lies.parent.mkdir(parents=True, exist_ok=True)
    made.replace(lies)


def _note(folder: Path, paths: Iterable[str]) -> None:
    """Write down which files are ours, in one step."""
    written = folder / f"{LIST}.new"
    written.write_text("".join(f"{path}\n" for path in sorted(paths)), encoding="utf-8")
    written.replace(folder / LIST)
