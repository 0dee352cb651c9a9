"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archive.errors import UsageError

_NAME_CHARACTERS = 40


@contextmanager
def whole_file(target: str) -> Iterator[BinaryIO]:
    """A file to write that takes the name *target* when all went well; ``-`` is standard output.

    Until then it lies beside its future place under another name; after an error it is removed
    and a file that had the name before is untouched.  Raises ``UsageError`` when the folder or
    the file cannot be written to.
    """
    if target == "-":
        if sys.stdout is None:
            raise UsageError("standard output is closed; -o - takes an open one")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target).resolve()  # a link stays, and what it leads to is replaced
    if path.is_dir():
        raise UsageError(f"{path} is a folder; -o takes a file")
    if path.exists() and not path.is_file():
        # A device or a pipe (/dev/null, >(gzip)) takes bytes as they come and must stay what it is.
        with path.open("wb") as out:
            yield out
        return
    try:
        # Cut, as the whole name may be as long as a file system takes.
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:_NAME_CHARACTERS]}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        # mkstemp makes files that only their owner may read.
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # a file that is open tells no name
            raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
