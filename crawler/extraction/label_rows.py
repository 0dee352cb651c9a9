"""What a site puts beside the text and its files: labels of rows, sizes, buttons."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^(?:公告|通知|[詳详][細细]|信息|[訊讯]息)?(?:[內内]\s{0,4}[容文]|正\s{0,4}文|本\s{0,4}文)\s?[:：]?(?:\t|$)"
    r"|^(?:相[關关](?:[檔档]案|附件|下[載载])|附加[檔档]案|[檔档]案下[載载])(?:\t|$)|^附\s{0,4}件\t"
)
"""``內容 ⇥ 一、…``: what the rows of a board call the text and its files."""
_BESIDE_FILE = re.compile(
    r"(?:\s*[(（\[]\s*[\d.,]+\s?(?:[KMG]i?B?|bytes?|字[节節]|位元組)\s*[)）\]]"
    r"|(?:(?<=\.[a-z]{2})|(?<=\.[a-z]{3})|(?<=\.[a-z]{4}))\s?\d[\d.,]{0,7}\s?[KMG]i?B"
    r"|(?<=[\w)）])\s*(?:点击下载|點擊下載|立即下载|下载附件|在线预览|下[载載]|預覽|预览)"
    r"|\s*[\[【(（]\s*(?:点击|點擊|立即)?(?:下[载載]|[预預][览覽])\s*[\]】)）]"
    r"|(?<=[\w)）])\s*(?:已下[载載]\s*\d*\s*次|下[载載]次[数數]\s*[:：]?\s*\d*))+\s*$",
    re.I,
)
"""``名单.pdf (88 KB)``, ``名单.pdf28.4KB``, ``名单.pdf点击下载``: what a site adds to the name of a file."""


def without_label(text: str) -> str:
    """A row's text without the label of the text or of its files; empty for the label alone."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def file_name(text: str) -> str:
    """A row that is a link to a file, without the file's size and the button beside it."""
    return _BESIDE_FILE.sub("", text) or text
