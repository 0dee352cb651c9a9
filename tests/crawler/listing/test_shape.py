"""Signs of a listing page without entries: each knows its examples, and a page's build is compared."""

import re

import pytest

from crawler.listing.shape import SAMPLES, page_shape, shell_signs

SIGNS = [(kind, sign) for kind, signs in shell_signs().items() for sign in signs]
PAGE = """<html><body><div class="nav"><a href="/">首页</a></div><ul class="list" id="main">%s</ul>
<div class="foot">版权所有</div><script>var a = 1;</script></body></html>"""
ROW = '<li id="line_u9_%d"><a href="/%d.html">关于灭蚊的通知</a><span class="date">2024-08-12</span></li>'


@pytest.mark.parametrize(("kind", "sign"), SIGNS)
def test_a_sign_knows_its_examples_and_leaves_the_others(kind: str, sign: dict[str, list[str]]) -> None:
    pattern = re.compile(str(sign["pattern"]))
    assert [text for text in sign["known"] if not pattern.search(str(text).lower())] == []
    assert [text for text in sign["other"] if pattern.search(str(text).lower())] == []


def test_pages_of_one_template_have_one_skeleton_however_many_rows() -> None:
    few = page_shape(PAGE % "".join(ROW % (n, n) for n in range(2)))
    many = page_shape(PAGE % "".join(ROW % (n, n) for n in range(30)))
    assert few.skeleton == many.skeleton
    assert len(many.skeleton) <= SAMPLES


def test_a_page_that_lost_its_rows_is_built_of_nothing_new() -> None:
    whole, empty = page_shape(PAGE % (ROW % (1, 1))), page_shape(PAGE % "")
    assert set(empty.skeleton) < set(whole.skeleton)


def test_scripts_are_no_text_to_read() -> None:
    shape = page_shape(PAGE % "")
    assert shape.text_length == len("首页 版权所有")
    assert 0 < shape.script_share < 0.2


def test_what_is_no_page_has_no_shape() -> None:
    assert page_shape("") == page_shape("   ")
    assert page_shape("").skeleton == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<div>", "<li", "<a ", "<div id=app", "<span>" + " " * 50, "共 "])
def test_the_signs_of_a_hostile_page_are_looked_for_to_an_end(piece: str) -> None:
    shape = page_shape("<html>共" + " " * 400_000 + piece * (400_000 // len(piece)))
    assert not shape.drawn_by_script
    assert not shape.says_empty
