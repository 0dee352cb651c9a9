"""Answers that are data, and rows that scripts hold or write."""

from __future__ import annotations

import pytest

from crawler.listing.script_rows import data_of, is_data, script_entries, written_markup

BASE = "http://wsjk.qiandong.example/tzgg/"


@pytest.mark.parametrize(
    "text",
    ['{"list": []}', " [1, 2]", "[]", "{}", '\ufeff{"a": 1}', "callback({})", "jQuery1.cb( [1])", "var a = [1];",
     "/* rows */\nvar a = [1];", "// rows\nwindow.rows = [1]", "{a: 1}"],
)  # fmt: skip
def test_json_padded_json_and_scripts_are_data(text):
    assert is_data(text)


@pytest.mark.parametrize(
    "text",
    ["", "<html>", " <ul><li>[置顶]</li></ul>", "共 3 条 [首页] <a href='/a.html'>通知</a>", "[首页]<a href='/'>x</a>",
     "通知（{}）", "<?xml version='1.0'?><datastore>", "plain words", "cb()", "var a = 1;<html><body>[]</body></html>"],
)  # fmt: skip
def test_a_page_or_a_piece_of_one_is_no_data(text):
    assert not is_data(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('cb({"a": 1});', [{"a": 1}]),
        ("[{a: 1}]", [[{"a": 1}]]),
        ("var a = [1]; var b = {c: 2};", [[1], {"c": 2}]),
        ('{"a": ', []),
    ],
)
def test_the_values_of_an_answer_are_read(text, values):
    assert data_of(text) == values


@pytest.mark.parametrize(
    ("script", "markup"),
    [
        ("document.write('<a href=\"1.html\">通知</a>');", '<a href="1.html">通知</a>'),
        (
            "var u = './1.html'; document.write('<a href=\"' + u + '\">' + t + '</a>');",
            '<a href="./1.html"></a>',
        ),
        ("var u='a';document.write(u);u='b';document.write(u);", "ab"),
        ("document.write(f(1));", ""),
    ],
)
def test_constant_markup_is_written_in_the_scripts_place(script, markup):
    assert written_markup(f"<li><script>{script}</script></li>") == f"<li>{markup}</li>"


def test_the_script_with_the_most_entries_counts_and_no_other_kind_of_script():
    row = '{{"title": "关于开展义诊活动的通知", "url": "/a/{}.html", "date": "2024-08-12"}}'
    one, two = (f"[{', '.join(row.format(31800 + n) for n in range(count))}]" for count in (1, 2))
    html = f"<script>var a = {one};</script><script>var b = {two};</script><script type='text/x-template'>c = {two}</script>"
    assert len(script_entries(html, BASE, "2024-09-01")) == 2
    assert script_entries(f"<script type='text/x-template'>c = {two}</script>", BASE, "2024-09-01") == []
