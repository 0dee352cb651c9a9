"""Fingerprints stay what they are: a silent change would break every archive's duplicate groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dedup.fingerprint import WINDOW, K, containment, fingerprints, key, plain_text, sample
from archive.search import fold

TEXT = "为做好登革热防控工作，请各镇卫生院于8月30日前完成蚊媒孳生地清理，并将情况报送区卫生健康局。"
PINNED = [280198391, 352196280, 413430021, 772741590, 986053421, 1354966795, 1602893891]
PINNED_KEY = 4690924039


def plain(text: str) -> str:
    return plain_text(fold(text))


def test_the_fingerprint_of_a_chinese_sentence_is_pinned() -> None:
    assert sorted(fingerprints(plain(TEXT))) == PINNED
    assert key("title", plain("关于做好登革热防控工作的通知")) == PINNED_KEY


@pytest.mark.parametrize(
    "copy",
    [
        "為做好登革熱防控工作,請各鎮衛生院於８月３０日前完成蚊媒孳生地清理,並將情況報送區衛生健康局。",
        TEXT.replace("，", "，\n　　"),
        TEXT.upper(),
    ],
)
def test_script_width_and_punctuation_do_not_count(copy: str) -> None:
    assert fingerprints(plain(copy)) == fingerprints(plain(TEXT))


@pytest.mark.parametrize(("text", "count"), [("", 0), ("登革热防控工作", 0), ("登革热防控工作会", 1)])
def test_a_text_under_eight_characters_has_no_fingerprint(text: str, count: int) -> None:
    assert len(fingerprints(text)) == count


@given(st.text("甲乙丙丁戊", min_size=K + WINDOW - 1, max_size=60), st.text("己庚辛", max_size=40))
def test_texts_that_share_a_long_run_share_a_fingerprint(run: str, lead: str) -> None:
    assert fingerprints(run) & fingerprints(lead + run)


@given(st.text("甲乙丙", max_size=200))
def test_every_window_gives_its_smallest_hash(text: str) -> None:
    kept = fingerprints(text)
    for start in range(len(text) - K - WINDOW + 2):
        window = text[start : start + K + WINDOW - 1]
        assert kept & {hash_ for gram in range(WINDOW) for hash_ in fingerprints(window[gram : gram + K])}


@given(st.frozensets(st.integers(0, 2**32 - 1)), st.frozensets(st.integers(0, 2**32 - 1)))
def test_a_sample_of_a_part_lies_within_the_sample_of_the_whole_but_for_the_smallest(
    prints: frozenset[int], more: frozenset[int]
) -> None:
    assert len(sample(prints) - sample(prints | more)) <= 4


def test_containment_is_measured_on_the_shorter_text() -> None:
    assert containment(frozenset({1, 2}), frozenset({1, 2, 3, 4})) == 1.0
    assert containment(frozenset({1, 2}), frozenset({2, 3, 4})) == 0.5
    assert containment(frozenset(), frozenset({1})) == 0.0
