"""A listing page is judged by its own past: what is wrong for one list is as ever for another."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.listing_faults import SETTLED, Look, Signs, listing_fault
from archive.listing_looks import KEPT, history, keep
from archive.store import Archive

TEMPLATE = tuple(f"{n:04x}" for n in range(100, 130))
OTHER = tuple(f"{n:04x}" for n in range(500, 530))
WELL = Look(
    entries=20, known=19, dated=20, title_length=24, text_length=1500, script_share=0.2, skeleton=TEMPLATE
)
DAYS = [WELL] * 4
NONE = replace(WELL, entries=0, known=0, dated=0, title_length=0)


@pytest.mark.parametrize(
    ("before", "now", "signs", "name"),
    [
        (DAYS, WELL, Signs(), None),
        ([], replace(WELL, known=0), Signs(), None),
        (DAYS, WELL, Signs(garbled=True), "mojibake"),
        (DAYS, NONE, Signs(leads_to="http://a.example/"), "redirect-sink"),
        (DAYS, replace(WELL, known=0, redirected=True), Signs(leads_to="http://a.example/"), "redirect-sink"),
        (DAYS, replace(WELL, redirected=True), Signs(leads_to="http://a.example/tzgg/"), None),
        ([replace(WELL, redirected=True)], replace(WELL, known=0, redirected=True), Signs(leads_to="http://a.example/"), None),
        (DAYS, NONE, Signs(found_without_rules=12), "layout-changed"),
        (DAYS, NONE, Signs(), "empty-list"),
        (DAYS, replace(NONE, scripted=True), Signs(), "needs-script"),
        ([replace(WELL, scripted=True)] * 3, replace(NONE, scripted=True), Signs(), "empty-list"),
        ([replace(WELL, scripted=True)] * 3, replace(NONE, scripted=True, script_share=0.9), Signs(), "needs-script"),
        (DAYS, replace(NONE, skeleton=OTHER, scripted=True), Signs(), "needs-script"),
        (DAYS, replace(NONE, skeleton=OTHER), Signs(), "layout-changed"),
        (DAYS, replace(NONE, skeleton=OTHER), Signs(says_empty=True), "empty-list"),
        ([], NONE, Signs(), "no-entries"),
        ([], NONE, Signs(unaddressed=20), "no-addresses"),
        (DAYS, replace(NONE, scripted=True), Signs(unaddressed=20), "no-addresses"),
        (DAYS, NONE, Signs(unaddressed=20, found_without_rules=12), "layout-changed"),
        (DAYS, WELL, Signs(unaddressed=4), "no-addresses"),
        ([], replace(NONE, scripted=True), Signs(), "needs-script"),
        ([replace(WELL, entries=2)] * 3, NONE, Signs(), None),  # the last two were taken down
        (DAYS, replace(WELL, known=0, dated=0), Signs(), "layout-changed"),  # links of the menu
        (DAYS, replace(WELL, known=0, dated=0), Signs(ruled=True), "date-form"),
        (DAYS, replace(WELL, known=0), Signs(), None),  # twenty new ones at once
        (DAYS, replace(WELL, repeats=True), Signs(), "stuck-pager"),
        ([], replace(WELL, repeats=True), Signs(says_more=True), "stuck-pager"),
        ([], replace(WELL, repeats=True), Signs(), None),  # a pager that only seems to be one
        ([replace(WELL, repeats=True)] * 3, replace(WELL, repeats=True), Signs(), None),
        ([], WELL, Signs(cut_off=True), "unread-pager"),
        ([replace(WELL, fault="unread-pager")] * 3, NONE, Signs(), "empty-list"),
        (DAYS, replace(WELL, entries=10, known=10, dated=10), Signs(), "half-list"),
        (DAYS, replace(WELL, entries=10, known=1, dated=10), Signs(new_year=True), None),  # begun anew
        (DAYS, replace(WELL, entries=10, known=1, dated=10), Signs(), "half-list"),
        ([replace(WELL, known=2)] * 4, replace(WELL, known=0, dated=0), Signs(), "date-form"),
        (DAYS, replace(WELL, entries=16, known=16, dated=16), Signs(), None),
        ([replace(WELL, entries=n, dated=n) for n in (20, 14, 9)], replace(WELL, entries=6, known=6, dated=6), Signs(), "half-list"),
        ([replace(WELL, entries=n, dated=n) for n in (11, 9, 8, 7)], replace(WELL, entries=5, known=5, dated=5), Signs(), None),
        ([replace(WELL, entries=5, dated=5)] * 3, replace(WELL, entries=3, known=3, dated=3), Signs(), None),
        (DAYS, replace(WELL, dated=0), Signs(), "date-form"),
        (DAYS, replace(WELL, redated=18), Signs(), "date-form"),
        ([replace(WELL, dated=0)] * 3, replace(WELL, dated=0), Signs(), None),  # it never had dates
        ([replace(WELL, redated=18)] * 3, replace(WELL, redated=18), Signs(), None),
        (DAYS, replace(WELL, title_length=5), Signs(), "titles-changed"),
    ],
)  # fmt: skip
def test_a_look_is_compared_with_those_before(
    before: Sequence[Look], now: Look, signs: Signs, name: str | None
) -> None:
    found = listing_fault(before, now, signs)
    assert (found.name if found else None) == name


def test_a_change_that_stays_becomes_the_normal_state() -> None:
    looks, names = list(DAYS), []
    for _ in range(SETTLED + 3):
        now = replace(WELL, entries=10, known=10, dated=10)
        found = listing_fault(looks, now, Signs())
        names.append(found.name if found else None)
        looks.append(replace(now, fault=names[-1]))
    assert names == ["half-list"] * SETTLED + [None] * 3
    assert listing_fault(looks, replace(WELL, entries=4, known=4, dated=4), Signs()) is not None


def test_an_empty_list_never_becomes_normal() -> None:
    looks = list(DAYS)
    for _ in range(3 * SETTLED):
        found = listing_fault(looks, NONE, Signs())
        assert found is not None
        looks.append(replace(NONE, fault=found.name))
    assert listing_fault(looks, WELL, Signs()) is None


@given(st.integers(0, 60), st.integers(0, 60), st.booleans(), st.integers(1, 20))
def test_a_list_that_always_looked_so_is_well(entries: int, dated: int, redirected: bool, looks: int) -> None:
    same = Look(
        entries=entries + 1,
        known=entries + 1,
        dated=min(dated, entries + 1),
        title_length=9,
        redirected=redirected,
        scripted=redirected,
        skeleton=TEMPLATE,
    )
    leads_to = "http://a.example/" if redirected else None
    assert listing_fault([same] * looks, same, Signs(leads_to=leads_to)) is None


def test_looks_are_kept_in_order_and_only_the_last_ones(tmp_path: Path) -> None:
    with closing(Archive.open(tmp_path / "notices.db")) as archive:
        for number in range(KEPT + 5):
            look = replace(WELL, entries=number, fault="half-list" if number % 2 else None)
            keep(archive, "http://a.example/", look, crawl_id=None, at="2024-08-12T00:00:00Z")
        keep(archive, "http://b.example/", WELL, crawl_id=None, at="2024-08-12T00:00:00Z")
        kept = history(archive, "http://a.example/")
        assert [look.entries for look in kept] == list(range(5, KEPT + 5))
        assert kept[0] == replace(WELL, entries=5, fault="half-list")
        assert history(archive, "http://b.example/") == (WELL,)
