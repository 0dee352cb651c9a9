"""Groups are the same whatever order pages and pairs come in, and as if each pair of pages were looked at."""

from hypothesis import given
from hypothesis import strategies as st

from archive.dedup.cluster import Carrier, group

TEXTS = range(5)
PAGES = [Carrier(name, f"http://{name}.example/", text) for text, name in enumerate("abc")]
PAIRS = st.tuples(st.sampled_from(TEXTS), st.sampled_from(TEXTS)).filter(lambda pair: pair[0] <= pair[1])


def carriers(drawn: list[tuple[int, int]]) -> list[Carrier]:
    """Pages with a text each, some of them parts of one web page."""
    return [Carrier(f"p{n}", f"http://{address}.example/", text) for n, (text, address) in enumerate(drawn)]


def groups_pair_by_pair(
    pages: list[Carrier], same: dict[tuple[int, int], float], apart: frozenset[tuple[int, int]]
) -> list[set[str]]:
    """The same by the definition: pair after pair of pages, the most similar first."""

    def pairs(texts: tuple[int, int]) -> list[tuple[str, str]]:
        return sorted(
            (one.id, other.id) for one in pages for other in pages
            if one.id < other.id and one.url != other.url and tuple(sorted((one.text, other.text))) == texts
        )  # fmt: skip

    barriers = [{*pair} for texts in apart for pair in pairs(texts)]
    edges = sorted((-similarity, *pair) for texts, similarity in same.items() for pair in pairs(texts))
    groups = [{page.id} for page in pages]
    for _, one, other in edges:
        mine, others = (next(found for found in groups if page in found) for page in (one, other))
        stand_apart = any(barrier & mine and barrier & others for barrier in barriers)
        if mine is not others and not stand_apart:
            groups.remove(others)
            mine |= others
    return sorted(groups, key=min)


def test_a_chain_of_likeness_joins() -> None:
    assert group(PAGES, [(0.8, 0, 1), (0.8, 1, 2)], []) == [frozenset("abc")]


def test_the_more_similar_pair_is_joined_first() -> None:
    edges = [(0.8, 0, 1), (0.9, 1, 2)]
    assert group(PAGES, edges, [(0, 2)]) == [frozenset("a"), frozenset("bc")]


def test_a_page_alone_is_a_group() -> None:
    assert group(PAGES[:1], [], []) == [frozenset("a")]
    assert group([], [], []) == []


def test_copies_are_joined_where_their_text_is_paired_with_itself() -> None:
    copies = [Carrier(name, f"http://{name}.example/", 7) for name in "abc"]
    assert group(copies, [(1.0, 7, 7)], []) == [frozenset("abc")]
    assert group(copies, [], []) == [frozenset("a"), frozenset("b"), frozenset("c")]


def test_copies_within_one_web_page_are_joined_by_one_elsewhere() -> None:
    parts = [Carrier(name, "http://farm.example/", 7) for name in "ab"]
    assert group(parts, [(1.0, 7, 7)], []) == [frozenset("a"), frozenset("b")]
    assert group([*parts, Carrier("c", "http://c.example/", 7)], [(1.0, 7, 7)], []) == [frozenset("abc")]


@given(
    st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(0, 12)), max_size=8),
    st.dictionaries(PAIRS, st.sampled_from([0.7, 0.8, 1.0])),
    st.frozensets(PAIRS.filter(lambda pair: pair[0] != pair[1])),
    st.randoms(use_true_random=False),
)
def test_groups_are_those_that_pair_after_pair_would_give_in_any_order(
    drawn: list[tuple[int, int]],
    likeness: dict[tuple[int, int], float],
    apart: frozenset[tuple[int, int]],
    random: object,
) -> None:
    pages = carriers(drawn)
    alike = {pair: value for pair, value in likeness.items() if pair not in apart}
    same = [(value, *pair) for pair, value in alike.items()]
    groups = group(pages, same, apart)
    assert groups == groups_pair_by_pair(pages, alike, apart)
    shuffled = list(same)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    flipped = [(value, b, a) for value, a, b in shuffled]
    assert groups == group(reversed(pages), flipped, [(b, a) for a, b in apart])
