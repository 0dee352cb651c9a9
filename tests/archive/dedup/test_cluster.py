"""Groups are the same whatever order pages and pairs come in."""

from hypothesis import given
from hypothesis import strategies as st

from archive.dedup.cluster import group

PAGES = "abcdef"
PAIRS = st.tuples(st.sampled_from(PAGES), st.sampled_from(PAGES)).filter(lambda pair: pair[0] < pair[1])


def test_a_chain_of_likeness_joins() -> None:
    assert group("cba", [(0.8, "a", "b"), (0.8, "b", "c")], []) == [frozenset("abc")]


def test_the_more_similar_pair_is_joined_first() -> None:
    edges = [(0.8, "a", "b"), (0.9, "b", "c")]
    assert group("abc", edges, [("a", "c")]) == [frozenset("a"), frozenset("bc")]


def test_a_page_alone_is_a_group() -> None:
    assert group("a", [], []) == [frozenset("a")]
    assert group("", [], []) == []


@given(
    st.dictionaries(PAIRS, st.sampled_from([0.7, 0.8, 1.0])),
    st.frozensets(PAIRS),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_no_group_holds_a_pair_kept_apart(
    likeness: dict[tuple[str, str], float], apart: frozenset[tuple[str, str]], random: object
) -> None:
    same = [(value, *pair) for pair, value in likeness.items() if pair not in apart]
    shuffled = list(same)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    flipped = [(value, b, a) for value, a, b in shuffled]
    groups = group(PAGES, same, apart)
    assert groups == group(reversed(PAGES), flipped, [(b, a) for a, b in apart])
    assert sorted(page for pages in groups for page in pages) == list(PAGES)
    assert not any({a, b} <= pages for pages in groups for a, b in apart)
