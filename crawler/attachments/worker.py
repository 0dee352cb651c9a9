"""The process in which files of strangers are read: ``python -m crawler.attachments.worker``.

Reads requests from standard input and writes answers to standard output until the input ends.
A request is two lengths, a JSON header and the file; an answer is a length and JSON.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
import traceback
from dataclasses import asdict
from typing import BinaryIO

from crawler.attachments.reading import read_file
from crawler.attachments.record import AttachmentText

REQUEST = struct.Struct(">II")
ANSWER = struct.Struct(">I")


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        header_length, body_length = REQUEST.unpack(head)
        header = json.loads(requests.read(header_length))
        body = requests.read(body_length)
        _allow_seconds(header["cpu_seconds"])
        answer = json.dumps(asdict(_read(body, header["name"], header["media_type"]))).encode()
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _read(body: bytes, name: str, media_type: str | None) -> AttachmentText:
    """Read a file; a library's own way of failing on it is damage, and said on standard error."""
    try:
        return read_file(body, name, media_type)
    except MemoryError:
        return AttachmentText(failure="memory")
    except RecursionError:
        return AttachmentText(failure="damaged")
    except Exception:  # noqa: BLE001 - any bug of any library, met in a file made to meet it
        traceback.print_exc()
        return AttachmentText(failure="damaged")


def limit_process(memory_bytes: int, output_bytes: int) -> None:
    """Bound what this process may take.  macOS accepts the limit on memory and does not enforce it."""
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_FSIZE, output_bytes)
    _limit(resource.RLIMIT_CORE, 0)


def _allow_seconds(seconds: int) -> None:
    """Allow so much more processor time; the process is killed by SIGXCPU beyond it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    limit_process(int(sys.argv[1]), int(sys.argv[2]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
