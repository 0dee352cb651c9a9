"""Damage a page as networks, editors and attackers do: the same seed gives the same bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.benchmarks.shapes import FILLINGS

_TAG = re.compile(rb"<[^<>]{0,300}>")
_FRAGMENTS = (
    *(b"<table>", b"</table>", b"<tr>", b"<td>", b"</td>", b"<div>", b"</div>", b"<p>", b"</p>", b"<a href=", b"</a>"),
    *(b"<!--", b"-->", b"<script>", b"</script>", b"<style>", b"<title>", b"<head>", b"</head>", b"<body>", b"<html>"),
    *(b"<h1>", b"</h1>", b"<pre>", b"<base href='http://[bad'>", b"<meta charset=utf-7>", b"<meta name=PubDate>"),
    *(b"<a href='http://[::1'>x.doc</a>", b"<a href='javascript:void(0)'>a.doc</a>", b"<iframe src='//['>", b"]]>"),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b$B", b"\r", b"&#xD800;", b"&#1114112;", b"&#0;", b"<plaintext>"),
)  # fmt: skip

Damage = Callable[[bytes, random.Random], bytes]


def damaged(body: bytes, seed: str) -> tuple[str, bytes]:
    """What was done, in words, and the page with one to three kinds of damage."""
    rng = random.Random(seed)
    done = rng.sample(sorted(_KINDS), k=rng.randint(1, 3))
    for kind in done:
        body = _KINDS[kind](body, rng)
    return ", ".join(done), body


def _cut_off(body: bytes, rng: random.Random) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def _beginning_lost(body: bytes, rng: random.Random) -> bytes:
    return body[rng.randrange(len(body) + 1) :]


def _middle_lost(body: bytes, rng: random.Random) -> bytes:
    start, end = sorted((rng.randrange(len(body) + 1), rng.randrange(len(body) + 1)))
    return body[:start] + body[end:]


def _piece_repeated(body: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(body) + 1)
    piece = body[start : start + rng.randint(1, 200)]
    return body[:start] + piece * rng.randint(2, 500) + body[start:]


def _bytes_changed(body: bytes, rng: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(rng.randint(1, 1 + len(body) // 50)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _tags_shuffled(body: bytes, rng: random.Random) -> bytes:
    tags = _TAG.findall(body)
    rng.shuffle(tags)
    return _TAG.sub(lambda _: tags.pop(), body)


def _tags_lost(body: bytes, rng: random.Random) -> bytes:
    share = rng.random()
    return _TAG.sub(lambda match: b"" if rng.random() < share else match[0], body)


def _closing_tags_lost(body: bytes, rng: random.Random) -> bytes:
    return re.sub(rb"</[a-zA-Z]{1,20}>", b"", body)


def _texts_shuffled(body: bytes, rng: random.Random) -> bytes:
    texts = _TAG.split(body)
    rng.shuffle(texts)
    tags = [*_TAG.findall(body), b""]
    return b"".join(text + tag for text, tag in zip(texts, tags, strict=True))


def _fragments_put_in(body: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 40)):
        at = rng.randrange(len(body) + 1)
        body = body[:at] + rng.choice(_FRAGMENTS) + body[at:]
    return body


def _filling_put_in(body: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(body) + 1)
        filling = rng.choice(FILLINGS).encode("utf-8", "surrogatepass")
        body = body[:at] + filling * rng.randint(1, 3_000) + body[at:]
    return body


def _attributes_put_in(body: bytes, rng: random.Random) -> bytes:
    bomb = b" ".join(b"data-%d='%d'" % (index, index) for index in range(rng.randint(1, 5_000)))
    return re.sub(rb"<(p|div|td|span|a)\b", rb"<\1 " + bomb, body, count=rng.randint(1, 5))


def _nested_deep(body: bytes, rng: random.Random) -> bytes:
    opening = rng.choice((b"<div>", b"<span>", b"<table><tr><td>", b"<b>", b"<ul><li>"))
    at = rng.randrange(len(body) + 1)
    return body[:at] + opening * rng.randint(10, 50_000) + body[at:]


def _in_another_encoding(body: bytes, rng: random.Random) -> bytes:
    source, target = (rng.choice(("utf-8", "gb18030", "big5", "utf-16-le", "latin-1")) for _ in range(2))
    return body.decode(source, "ignore").encode(target, "ignore")


def _printed_twice(body: bytes, rng: random.Random) -> bytes:
    return body + body[rng.randrange(len(body) + 1) :]


def _numbers_changed(body: bytes, rng: random.Random) -> bytes:
    odd = (
        b"",
        b"0",
        b"00",
        b"99",
        b"13",
        b"31",
        b"9999",
        b"-1",
        b"1" * 400,
        "〇".encode(),
        "十".encode(),
        "１２".encode(),
    )
    return re.sub(rb"[0-9]{1,4}", lambda match: rng.choice(odd) if rng.random() < 0.4 else match[0], body)


def _all_on_one_line(body: bytes, rng: random.Random) -> bytes:
    return re.sub(rb"</?(?:p|div|br|td|tr|table|li|ul|h[1-6])\b[^<>]{0,300}>|\s+", b" ", body)


_KINDS: dict[str, Damage] = {
    "cut off": _cut_off,
    "beginning lost": _beginning_lost,
    "middle lost": _middle_lost,
    "piece repeated": _piece_repeated,
    "bytes changed": _bytes_changed,
    "tags shuffled": _tags_shuffled,
    "tags lost": _tags_lost,
    "closing tags lost": _closing_tags_lost,
    "texts shuffled": _texts_shuffled,
    "fragments put in": _fragments_put_in,
    "fillings put in": _filling_put_in,
    "attributes put in": _attributes_put_in,
    "nested deep": _nested_deep,
    "in another encoding": _in_another_encoding,
    "printed twice": _printed_twice,
    "numbers changed": _numbers_changed,
    "all on one line": _all_on_one_line,
}
