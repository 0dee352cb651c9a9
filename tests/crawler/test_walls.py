"""Challenges and block pages are known by their marks, and open sites are none."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archive.capture import Capture
from crawler.failure import failure_of_answer
from crawler.walls import walls

AT = datetime(2024, 10, 8, tzinfo=UTC)
EXAMPLES = [(wall.id, example) for wall in walls() for example in wall.examples]
OPEN = [(wall.id, example) for wall in walls() for example in wall.counterexamples]


def answer(example: dict[str, Any]) -> Capture:
    headers = [tuple(line.split(": ", 1)) for line in example.get("headers", ())]
    return Capture(
        url=example.get("url", "http://wjw.qingchuan.example/tzgg/index.html"),
        fetched_at=AT,
        status=example["status"],
        headers=(("Content-Type", "text/html; charset=utf-8"), *headers),  # type: ignore[arg-type]
        body=example["body"].encode(),
    )


@pytest.mark.parametrize(("wall", "example"), EXAMPLES)
def test_a_wall_is_known_by_each_of_its_examples(wall: str, example: dict[str, Any]) -> None:
    (said,) = {known.says for known in walls() if known.id == wall}
    found = failure_of_answer(answer(example))
    assert found is not None
    assert found[0] in ("challenge", "blocked")
    assert said in found[1]


@pytest.mark.parametrize(("wall", "example"), OPEN)
def test_an_answer_of_an_open_site_is_no_wall(wall: str, example: dict[str, Any]) -> None:
    found = failure_of_answer(answer(example))
    assert found is None or found[0] in ("not-found", "forbidden")


@pytest.mark.parametrize("wall", walls(), ids=lambda wall: wall.id)
def test_a_page_with_much_to_read_is_no_wall_whatever_its_words(wall: Any) -> None:
    """A notice that quotes a wall's page, between the links of its site."""
    for example in wall.examples:
        if "url" in example:
            continue
        links = "".join(f'<li><a href="/n{n}.html">关于第{n}期讲座的通知</a></li>' for n in range(20))
        page = (
            f"<html><body><ul>{links}</ul>{'各单位要认真做好防控工作，' * 60}{example['body']}</body></html>"
        )
        assert failure_of_answer(answer({"status": 200, "body": page})) is None


@pytest.mark.parametrize("status", [202, 412, 512, 521])
def test_a_status_that_no_open_page_has_is_a_challenge_whatever_comes_with_it(status: int) -> None:
    found = failure_of_answer(answer({"status": status, "body": ""}))
    assert found is not None
    assert found[0] == "challenge"


def test_a_dead_page_behind_a_firewall_is_dead() -> None:
    example = {"status": 404, "headers": ["Set-Cookie: acw_tc=1"], "body": "<title>404</title>"}
    assert failure_of_answer(answer(example)) == ("not-found", "HTTP 404")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<script ", "<title>", "<!--", "<b ", "<"])
def test_a_page_of_what_nothing_closes_is_looked_through_soon(piece: str) -> None:
    body = "<html>" + piece * (280_000 // len(piece))
    assert failure_of_answer(answer({"status": 200, "body": body})) is None
