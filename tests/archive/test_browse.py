"""What a reader gets in Datasette: our pages for our archives, and stock Datasette for all else."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from datasette.app import Datasette
from datasette.plugins import pm

import archive.browse
from archive.article import Article
from archive.browse import cells
from archive.browse.metadata import metadata_path
from archive.browse.serving import app
from archive.capture import Capture
from archive.ingest import ingest_article, ingest_attachment
from archive.keys import PRIMARY_KEYS
from archive.notice import Attachment
from archive.schema import APPLICATION_ID, TABLES
from archive.store import Archive
from tests.archive.dedup.texts import notice as dengue
from tests.archive.sample_archive import HOST, add_notice, insert

Sample = tuple[Path, dict[str, str]]
Fetch = Callable[..., httpx.Response]


def fetcher(datasette: Any) -> Fetch:
    def fetch(path: str, **options: Any) -> httpx.Response:
        response: httpx.Response = asyncio.run(datasette.client.get(path, **options))
        return response

    return fetch


@pytest.fixture(scope="module")
def get(sample: Sample) -> Fetch:
    return fetcher(app(sample[0]))


@pytest.fixture
def page(get: Fetch, sample: Sample) -> Callable[[str], str]:
    def read(name: str) -> str:
        response = get(f"/notices/notices/{sample[1][name]}")
        assert response.status_code == 200
        return response.text

    return read


def found(get: Fetch, query: str) -> set[str]:
    data = get(f"/notices/notices.json?_search={quote(query)}&_shape=array").json()
    return {row["id"] for row in data}


class Links(HTMLParser):
    """All addresses that a page links to, loads, or sends forms to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Links()
    parser.feed(html)
    return parser.tags


# Search through Datasette's own parameter


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("疫苗", {"vaccine", "last_year"}),
        ("疫苗 35", {"vaccine", "last_year"}),
        ("登革热", {"traditional"}),
        ("雲澤省卫健", set()),
        ("衛生署", {"traditional"}),
        ("云卫疾控(2024)16号", {"vaccine"}),
        ("汇总表.xlsx", {"vaccine"}),
        ("98.6%", {"gone"}),
        ('"', {"hostile"}),
        ("NEAR(", set()),
    ],
)
def test_the_stock_search_parameter_finds_chinese(
    get: Fetch, sample: Sample, query: str, names: set[str]
) -> None:
    assert found(get, query) == {sample[1][name] for name in names}


def test_search_in_one_column_works_too(get: Fetch, sample: Sample) -> None:
    data = get(f"/notices/notices.json?_search_title={quote('規範')}&_shape=array").json()
    assert [row["id"] for row in data] == [sample[1]["norms"]]


@pytest.mark.parametrize(
    "query",
    [
        "一",
        "%",
        "*",
        "'",
        "\\",
        "^a",
        "-x",
        "a AND",
        "a:b",
        '"a',
        '""',
        '" ' * 999,
        "\0",
        "\n",
        "\u202e",
        "😀",
        "的" * 2001,
        " ".join(chr(0x4E00 + number) for number in range(900)),
        "*" * 5000,
        "%ED%A0%80",
    ],
)
def test_no_search_is_an_error(get: Fetch, query: str) -> None:
    assert get(f"/notices/notices?_search={quote(query)}").status_code == 200


def test_a_search_that_is_too_long_says_so(get: Fetch) -> None:
    html = get(f"/notices/notices?_search={quote('的' * 2001)}").text
    assert "搜索词最多 2,000 字" in html
    assert len(html) < 400_000


def test_every_two_characters_of_a_body_find_it(get: Fetch, sample: Sample) -> None:
    with closing(sqlite3.connect(sample[0])) as conn:
        bodies = conn.execute("SELECT id, body FROM notices").fetchall()
    for notice, body in bodies:
        for line in body.split():
            for pair in {line[start : start + 2] for start in range(len(line) - 1)}:
                query = f"id={notice}&_search={quote(pair)}&_shape=array&_col=id&_nofacet=1&_nocount=1"
                assert get(f"/notices/notices.json?{query}").json() != [], pair


def test_a_blank_search_shows_all_notices(get: Fetch) -> None:
    response = get("/notices/notices?_search=&sort_date__gte=&year=2023")
    assert (response.status_code, response.headers["location"]) == (302, "/notices/notices?year=2023")


def test_a_notice_dated_by_its_month_or_year_alone_is_of_that_month_or_year(
    sample: Sample, tmp_path: Path
) -> None:
    path = tmp_path / "notices.db"
    shutil.copy(sample[0], path)
    with closing(sqlite3.connect(path)) as conn:
        for number, date in enumerate(("2021-07", "2021-08", "2021-08-31", "2021-09", "2022")):
            add_notice(conn, f"{HOST}/{number}", title=f"{date}的通知", issued_date=date)
        conn.commit()
    get = fetcher(app(path))

    def titles(since: str, until: str) -> list[str]:
        asked = get(f"/notices/notices?_sort=sort_date&sort_date__gte={since}&sort_date__lte={until}")
        found = get(asked.headers["location"]).text
        fields = [attrs["value"] for _, attrs in tags(found) if attrs.get("type") == "date"]
        assert fields == [since, until]
        return re.findall(r">([0-9-]+)的通知</a>", found)

    assert titles("2021-08-01", "2021-08-31") == ["2021-08", "2021-08-31"]
    assert titles("2022-01-01", "2022-12-31") == ["2022"]


# The front page


@pytest.mark.parametrize("path", ["/", "/notices"])
def test_the_front_page_has_a_search_box_and_the_newest_notices(
    get: Fetch, path: str, sample: Sample
) -> None:
    html = get(path).text
    assert '<form class="search big" action="/notices/notices" method="get"' in html
    assert 'name="_search"' in html
    assert f"/notices/notices/{sample[1]['vaccine']}" in html
    assert "9</b> 条通知" in html


def test_notices_without_a_date_follow_all_others_and_say_so(get: Fetch, sample: Sample) -> None:
    html = get("/").text
    newest = re.findall(r'<time>([^<]+)</time>(?: <span class="meta">([^<]+)</span>)?', html)
    assert newest[0] == ("2024-08-13", "")
    assert newest[-2:] == [("未注明日期", "2024-08-13 收录")] * 2
    assert '?year__isnull=1">未注明日期 <b>2</b>' in html


def test_an_empty_archive_says_how_to_fill_it(blank_archive_path: Path) -> None:
    html = fetcher(app(blank_archive_path))("/").text
    assert "档案还是空的" in html


# The list


def test_the_list_has_readable_columns_and_no_json(get: Fetch) -> None:
    html = get("/notices/notices").text
    for heading in ("日期", "通知", "文种", "发文机关", "网站", "转载", "状态"):
        assert f">{heading}</th>" in html
    assert "云泽省疾病预防控制局" in html
    assert "signature" not in html
    assert "[{" not in html


def test_the_list_is_newest_first(get: Fetch) -> None:
    html = get("/notices/notices?year__notnull=1").text
    dates = re.findall(r'class="date"><time>([^<]+)', html)
    assert len(dates) == 7
    assert dates == sorted(dates, reverse=True)
    assert "只看注明日期的" not in html


def test_the_list_marks_notices_without_a_date(get: Fetch) -> None:
    html = get("/notices/notices").text
    assert html.count('<time>未注明日期</time> <span class="meta">2024-08-13 收录</span>') == 2
    assert 'year__notnull=1" rel="nofollow">只看注明日期的' in html


@pytest.mark.parametrize("missing", ["year", "body", "title", "issuers", "document_type", "status", "site"])
def test_the_list_does_without_a_column(get: Fetch, missing: str) -> None:
    assert get(f"/notices/notices?_nocol={missing}").status_code == 200


def test_issuers_are_counted_without_sorting_whole_notices(get: Fetch) -> None:
    facets = get("/notices/notices.json").json()["facet_results"]
    counts = {item["value"]: item["count"] for item in facets["issuers"]["results"]}
    assert counts["云泽省卫生健康委员会"] == 3
    assert facets["issuers"]["type"] == "names"
    narrowed = get(f"/notices/notices.json?issuers__arraycontains={quote('云泽省卫生健康委员会')}").json()
    assert narrowed["facet_results"]["issuers"]["results"][0]["selected"] is True


def test_facets_have_words_instead_of_codes(get: Fetch) -> None:
    html = get("/notices/notices").text
    for word in ("清川市疾病预防控制中心", "清川市</a>", "已撤下</a>", "2023</a>", "公告</a>"):
        assert word in html


def test_personal_data_is_no_facet(get: Fetch) -> None:
    assert "秦望舒" not in get("/notices/notices").text


def test_found_words_are_marked_in_either_script(get: Fetch) -> None:
    assert "<mark>登革熱</mark>" in get(f"/notices/notices?_search={quote('登革热')}").text


def test_each_condition_can_be_taken_off(get: Fetch) -> None:
    html = get(f"/notices/notices?_search={quote('疫苗')}&site=yunze-wjw&year=2024").text
    removals = [
        attrs["href"] for tag, attrs in tags(html) if tag == "a" and attrs.get("title") == "去掉这个条件"
    ]
    assert len(removals) == 3
    assert "/notices/notices?site=yunze-wjw&year=2024" in removals


@pytest.mark.parametrize(
    "number",
    [
        "云卫疾控〔2024〕16号",
        "[2024]16號",
        "（2024）",
        "【２０２４】16",
        "雲衛疾控 16号",
        "云卫疾控　〔2024〕",
    ],
)
def test_the_list_is_narrowed_to_a_number_however_it_is_typed(
    get: Fetch, sample: Sample, number: str
) -> None:
    typed = f"_number={quote(number)}"
    rows = get(f"/notices/notices.json?{typed}&_shape=array").json()
    assert [row["id"] for row in rows] == [sample[1]["vaccine"]]
    assert not get(f"/notices/notices.json?{typed}&_search={quote('登革热')}&_shape=array").json()
    html = get(f"/notices/notices?{typed}&site=yunze-wjw").text
    fields = [attrs for _, attrs in tags(html) if attrs.get("name") == "_number"]
    # The other forms of the page keep it as a hidden field.
    assert {field["value"] for field in fields} == {number}
    removals = [attrs["href"] for _, attrs in tags(html) if attrs.get("title") == "去掉这个条件"]
    assert "/notices/notices?site=yunze-wjw" in removals


@pytest.mark.parametrize("number", ['"', "*", "AND", "NEAR(", "'; drop table notices;--", "　", "号" * 3000])
def test_no_number_is_an_error(get: Fetch, number: str) -> None:
    response = get(f"/notices/notices?_number={quote(number)}")
    assert response.status_code == 200
    assert "没有找到通知" in response.text


def test_a_page_beyond_the_end_leads_back_to_the_first(get: Fetch) -> None:
    html = get("/notices/notices?site=yunze-wjw&_next=0,0").text
    assert "后面没有通知了" in html
    assert "没有找到通知" not in html
    assert '<a href="/notices/notices?site=yunze-wjw">« 第一页</a>' in html


def test_a_search_without_result_says_what_to_do(get: Fetch) -> None:
    html = get(f"/notices/notices?_search={quote('查无此词')}").text
    assert "没有找到通知" in html


# The notice


def test_a_notice_shows_its_facts(page: Callable[[str], str]) -> None:
    html = page("vaccine")
    for fact in (
        "<h1>关于做好2024—2025年流行季流感疫苗接种工作的通知</h1>",
        "云卫疾控〔2024〕16号",
        "委直属各单位",
        "<b>2024-09-30</b>",
        "秦望舒",
        "云泽省",
        "38 KB",
        "yunze-wjw-20240813.warc.gz:1024",
        "meta:ArticleTitle",
        "标题中的年份不同",
    ):
        assert fact in html


def test_the_body_has_paragraphs_a_table_and_a_signature(page: Callable[[str], str]) -> None:
    html = page("vaccine")
    assert '<p class="heading">一、接种对象</p>' in html
    assert '<p class="signature">2024年8月12日</p>' in html
    assert re.search(r"<tr><td>清川市</td><td>12000</td><td>8000</td></tr>", html)


def test_all_pages_that_carry_a_notice_are_listed_with_relation_and_status(
    page: Callable[[str], str],
) -> None:
    html = page("vaccine")
    assert "3 个网页" in html
    for part in (
        "转载 94%",
        "摘录 62%",
        "正文 94% 相同，文号相同",
        "已撤下",
        "qingchuan-cdc-20240816.warc.gz:9",
    ):
        assert part in html


def test_a_silent_change_is_shown_word_by_word(page: Callable[[str], str]) -> None:
    html = page("vaccine")
    assert "<del>12000</del><ins>15000</ins>" in html
    assert "<ins>以上</ins>" in html


def test_a_reader_sees_above_the_text_that_it_was_changed_and_carried_elsewhere(
    page: Callable[[str], str],
) -> None:
    above, text = page("vaccine").split('<div class="text">')
    assert '<a href="#history">收录后改动过 1 次，最近 2024-08-20 09:02</a>' in above
    assert '<a href="#copies">另有 2 个网页登过</a>' in above
    assert 'id="history"' in text
    assert 'id="copies"' in text
    assert 'href="#' not in page("norms").split('<main id="content">')[1]


def test_a_citation_leads_to_its_target_and_back(page: Callable[[str], str], sample: Sample) -> None:
    assert f'href="/notices/notices/{sample[1]["norms"]}">云泽省预防接种工作规范</a>' in page("vaccine")
    assert f'被落实</span> <a href="/notices/notices/{sample[1]["vaccine"]}"' in page("norms")


def test_a_compilation_and_its_parts_lead_to_each_other(page: Callable[[str], str], sample: Sample) -> None:
    assert f'href="/notices/notices/{sample[1]["part"]}"' in page("compilation")
    assert f'href="/notices/notices/{sample[1]["compilation"]}"' in page("part")


def test_a_vanished_notice_says_so(page: Callable[[str], str]) -> None:
    assert "原网页已撤下：最近一次见到是 2024-09-30 10:00" in page("gone")


def test_a_notice_without_anything_is_still_a_page(page: Callable[[str], str]) -> None:
    assert "（无标题）" in page("untitled")


@pytest.mark.parametrize("ending", ["", ".json"])
def test_the_id_of_a_merged_notice_leads_to_the_notice(get: Fetch, sample: Sample, ending: str) -> None:
    response = get(f"/notices/notices/{sample[1]['alias']}{ending}")
    location = f"/notices/notices/{sample[1]['vaccine']}{ending}"
    assert (response.status_code, response.headers["location"]) == (302, location)


def test_the_id_of_a_merged_notice_keeps_the_query(get: Fetch, sample: Sample) -> None:
    response = get(f"/notices/notices/{sample[1]['alias']}.json?_shape=objects&_extra=")
    location = f"/notices/notices/{sample[1]['vaccine']}.json?_shape=objects&_extra="
    assert response.headers["location"] == location


@pytest.mark.parametrize(
    "ending", [".~0D~0ASet-Cookie:a", "./evil.example", ".~E4~B8~AD", "/x", "~2F~2Fa.example"]
)
def test_an_old_id_with_anything_else_behind_it_leads_nowhere(
    get: Fetch, sample: Sample, ending: str
) -> None:
    response = get(f"/notices/notices/{sample[1]['alias']}{ending}")
    assert response.status_code == 404
    assert "location" not in response.headers


@pytest.mark.parametrize("path", ["/notices/notices/000000000000", "/notices/nothing", "/nothing"])
def test_what_is_not_there_is_not_found(get: Fetch, path: str) -> None:
    assert get(path).status_code == 404


# Hostile pages


@pytest.mark.parametrize(
    "path", ["/", "/notices/notices", "/notices/notices?_search=script", "hostile", "/notices/pages"]
)
def test_nothing_of_a_hostile_page_becomes_markup(get: Fetch, sample: Sample, path: str) -> None:
    html = get(path if path.startswith("/") else f"/notices/notices/{sample[1][path]}").text
    assert not re.search(r"<script[^>]*>[^<]*alert|<script src=.http://evil|<img|<b>某办", html)
    links = [attrs.get("href") or attrs.get("src") or "" for _, attrs in tags(html)]
    assert not [link for link in links if link.lower().startswith("javascript")]


@pytest.fixture
def grown(sample: Sample, tmp_path: Path) -> tuple[Fetch, str]:
    """The sample with a title of a million characters and 60 look-alikes of that notice."""
    path = tmp_path / "notices.db"
    shutil.copy(sample[0], path)
    with closing(sqlite3.connect(path)) as conn:
        endless = add_notice(conn, f"{HOST}/endless", title="长" * 1_000_000, body="\u202e倒\n" * 9)
        for number in range(60):
            other = add_notice(conn, f"{HOST}/{number}", title=f"第{number}批名单", body="名单")
            insert(conn, "look_alikes", notice_id=endless, other_id=other, similarity=0.9, reason="批次不同")
        conn.commit()
    return fetcher(app(path)), endless


@pytest.mark.parametrize(
    "path", ["/", "/notices/notices", "/notices/notices?_search=长长", "/notices/notices/{}"]
)
def test_a_title_without_end_does_not_fill_a_page(grown: tuple[Fetch, str], path: str) -> None:
    get, endless = grown
    assert len(get(path.format(endless)).text) < 150_000


def test_look_alikes_beyond_the_most_alike_are_counted(grown: tuple[Fetch, str]) -> None:
    get, endless = grown
    html = get(f"/notices/notices/{endless}").text
    assert "共 60 条，以上是最相似的 50 条" in html
    (link,) = (attrs["href"] for _, attrs in tags(html) if "look_alikes?" in (attrs.get("href") or ""))
    assert (
        get(str(link).replace("look_alikes?", "look_alikes.json?")).json()["filtered_table_rows_count"] == 60
    )


def test_links_to_other_hosts_tell_them_nothing(page: Callable[[str], str]) -> None:
    outward = [attrs for tag, attrs in tags(page("vaccine")) if (attrs.get("href") or "").startswith("http")]
    assert len(outward) == 5
    assert {attrs["rel"] for attrs in outward} == {"noreferrer noopener nofollow"}


@pytest.mark.parametrize("path", ["/", "/notices", "/notices/notices", "vaccine"])
def test_reading_pages_run_no_script_and_load_only_our_style(get: Fetch, sample: Sample, path: str) -> None:
    response = get(path if path.startswith("/") else f"/notices/notices/{sample[1][path]}")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    names = [tag for tag, _ in tags(response.text)]
    assert "script" not in names
    assert "style" not in names
    (style,) = (attrs["href"] for tag, attrs in tags(response.text) if attrs.get("rel") == "stylesheet")
    assert get(style).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/notices/pages",
        "/notices?sql=select+1",
        "/notices/changed",
        "/notices.json",
        "/notices.csv?sql=select+1",
        "/notices/notices.json",
        "/notices/notices.csv",
        "/-/versions",
        "/-/metadata",
        "/nothing",
    ],
)
def test_datasettes_own_pages_about_our_tables_load_nothing_from_other_hosts(get: Fetch, path: str) -> None:
    response = get(path)
    assert response.headers["content-security-policy"].startswith("default-src 'self';")
    assert response.headers["referrer-policy"] == "no-referrer"


def test_a_replaced_file_is_shown_with_what_changed_in_it_and_where_the_earlier_one_is(
    tmp_path: Path,
) -> None:
    office = "http://wsjk.linhu.example"
    form = Attachment(name="<b>名额表</b>.docx", url=f"{office}/f.docx")
    with closing(Archive.open(tmp_path / "notices.db")) as archive:
        page = {"url": f"{office}/1.html", "site": "linhu", "position": "a.warc.gz:1"}
        first = Capture(**page, fetched_at=datetime(2024, 9, 2, tzinfo=UTC))
        kept = ingest_article(archive, Article(captures=(first,), notice=dengue(attachments=(form,))))
        for day, text in ((2, "名额\n霁川市30名"), (5, "名额\n霁川市12名")):
            file = Capture(
                url=form.url or "", site="linhu", kind="attachment", body=text.encode() * 100,
                fetched_at=datetime(2024, 9, day, tzinfo=UTC), position=f"a.warc.gz:{day}00",
            )  # fmt: skip
            ingest_attachment(archive, file, text)
    shown = fetcher(app(tmp_path / "notices.db"))(f"/notices/notices/{kept.notice_id}").text
    assert "附件《<bdi>&lt;b&gt;名额表&lt;/b&gt;.docx</bdi>》在同一地址换成了另一个文件" in shown
    assert "最后见于 2024-09-02 08:00 <code>a.warc.gz:200</code>" in shown
    assert "已存 <code>a.warc.gz:500</code>" in shown.partition('id="copies"')[0]
    assert "霁川市<del>30</del><ins>12</ins>名" in shown


# Datasette's own CSV


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "path", ["/notices/notices.csv", "/notices/pages.csv?_dl=1", "/notices.csv?sql=select+'%3D1'+as+'%2Bx'"]
)
def test_no_cell_of_datasettes_csv_is_a_formula(get: Fetch, path: str) -> None:
    response = get(path)
    assert response.status_code == 200
    rows = records(response.content.decode("utf-8-sig"))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(("query", "begins_with_mark"), [("", False), ("?_dl=1", True)])
def test_a_csv_file_from_datasette_opens_in_excel(get: Fetch, query: str, begins_with_mark: bool) -> None:
    content = get(f"/notices/pages.csv{query}").content
    assert content.startswith(b"\xef\xbb\xbf") is begins_with_mark
    assert content.count(b"\xef\xbb\xbf") == begins_with_mark


@pytest.mark.parametrize("query", ["", "&_sort=site", "&_sort_desc=published_date", "&_sort=id"])
@pytest.mark.parametrize("table", ["notices", "pages"])
def test_a_stream_of_all_rows_has_each_row_once(sample: Sample, table: str, query: str) -> None:
    metadata = json.loads(metadata_path().read_text())
    metadata["databases"]["notices"]["tables"]["notices"]["size"] = 2
    settings = {"max_returned_rows": 2, "default_page_size": 2}
    get = fetcher(Datasette([str(sample[0])], metadata=metadata, settings=settings))
    ids = [row[0] for row in records(get(f"/notices/{table}.csv?_stream=1{query}").text)[1:]]
    with closing(sqlite3.connect(sample[0])) as conn:
        assert ids == [key for (key,) in conn.execute(f"SELECT id FROM {table} ORDER BY id")]


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 9), (f"?_search={quote('疫苗')}&_size=1", 2), ("?_sort=year&_size=3&site=yunze-wjw", 3)],
)
def test_the_list_offers_all_that_it_is_narrowed_to_as_a_file(get: Fetch, query: str, count: int) -> None:
    html = get(f"/notices/notices{query}").text
    further = [attrs["href"] for _, attrs in tags(html) if attrs.get("rel") == "next"]
    for page in (html, *(get(str(link).removeprefix("http://localhost")).text for link in further)):
        (link,) = (attrs["href"] for _, attrs in tags(page) if "_dl=1" in (attrs.get("href") or ""))
        content = get(str(link)).content
        assert content.startswith(b"\xef\xbb\xbf")
        assert len(records(content.decode("utf-8-sig"))) == 1 + count


@pytest.mark.parametrize("table", sorted(PRIMARY_KEYS))
def test_a_stream_of_a_table_with_a_compound_key_has_each_row_once(
    blank_archive_path: Path, table: str
) -> None:
    chance = random.Random(1)
    columns = TABLES[table]
    rows = [tuple(str(chance.randint(0, 9)) for _ in columns) for _ in range(300)]
    with closing(sqlite3.connect(blank_archive_path)) as conn, conn:
        conn.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
        (count,) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
    metadata = json.loads(metadata_path().read_text())
    settings = {"max_returned_rows": 7, "default_page_size": 7}
    get = fetcher(Datasette([str(blank_archive_path)], metadata=metadata, settings=settings))
    streamed = records(get(f"/notices/{table}.csv?_stream=1").text)[1:]
    assert len(streamed) == len(set(map(tuple, streamed))) == count


@pytest.mark.parametrize("query", ["changed", "vanished", "most_copied"])
def test_prepared_queries_lead_to_notices(get: Fetch, sample: Sample, query: str) -> None:
    assert f'href="/notices/notices/{sample[1]["vaccine"]}"' in get(f"/notices/{query}").text


def test_prepared_queries_say_in_words_what_was_changed_where_and_when_it_was_last_seen(get: Fetch) -> None:
    changed, vanished = get("/notices/changed").text, get("/notices/vanished").text
    assert ">数字、正文</span>" in changed
    assert "云泽省卫生健康委员会" in changed
    assert "清川市疾病预防控制中心" in vanished
    assert ">2024-09-30 10:00</time>" in vanished
    assert ">云泽省卫生健康委员会、云泽省疾病预防控制局</span>" in get("/notices/most_copied").text


@pytest.mark.parametrize("value", ["[1]", "[]", "{}", "null", "x", "[", '[["a"]]', "[" * 100_000])
def test_a_column_of_a_readers_own_query_may_hold_anything(get: Fetch, value: str) -> None:
    assert cells.render(value, "change", None, "notices") is None
    response = get(f"/notices?sql=select+{quote(repr(value[:9]))}+as+issuers")
    assert response.status_code == 200


# Metadata


def test_metadata_describes_every_column_of_every_shown_table() -> None:
    tables = json.loads(metadata_path().read_text())["databases"]["notices"]["tables"]
    shown = {name: table for name, table in tables.items() if not table.get("hidden")}
    hidden = set(tables) - set(shown)
    assert set(shown) | (hidden & set(TABLES)) == set(TABLES)
    for name, table in shown.items():
        assert list(table["columns"]) == list(TABLES[name])


def test_the_metadata_file_at_the_top_is_the_installed_one() -> None:
    top = Path(archive.browse.__file__).parents[2] / "datasette_metadata.json"
    if not top.exists():
        pytest.skip("not a checkout: the package is installed without its top folder")
    assert top.read_bytes() == metadata_path().read_bytes()


def test_internal_tables_are_hidden(get: Fetch) -> None:
    tables = get("/notices.json").json()["tables"]
    hidden = {table["name"] for table in tables if table["hidden"]}
    assert {
        "urls",
        "settings",
        "text_fingerprints",
        "text_pairs",
        "notice_aliases",
        "notices_search",
    } <= hidden
    assert "loose_files" in hidden


# Databases that are not ours


def other_database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(
            """
            CREATE TABLE notices (id TEXT PRIMARY KEY, title TEXT, url TEXT, notice_id TEXT, status TEXT);
            INSERT INTO notices VALUES ('1', '流感', 'http://a.example/', '0123456789ab', 'live');
            CREATE TABLE notice_aliases (id TEXT, notice_id TEXT);
            INSERT INTO notice_aliases VALUES ('2', '1');
            CREATE TABLE pages (id TEXT PRIMARY KEY, url TEXT, body TEXT, notice_id TEXT, first_seen TEXT);
            INSERT INTO pages VALUES ('p', 'http://a.example/', 'b', '0123456789ab', '2024-01-01T00:00:00Z');
            CREATE VIRTUAL TABLE notices_fts USING fts5(title, content='notices');
            INSERT INTO notices_fts (rowid, title) VALUES (1, '流感 疫苗');
            """
        )
    return path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/notices",
        "/notices/notices",
        "/notices/notices?_search=流感",
        "/notices/notices?_search=",
        "/notices/notices/1",
        "/notices/notices/2",
        "/notices/pages",
        "/notices?sql=select+url,+notice_id+from+pages",
    ],
)
def test_another_database_looks_as_it_does_without_us(tmp_path: Path, path: str) -> None:
    database = str(other_database(tmp_path / "notices.db"))
    with_us = fetcher(Datasette([database]))(path)
    name = pm.get_name(archive.browse)
    pm.unregister(archive.browse)
    try:
        without_us = fetcher(Datasette([database]))(path)
    finally:
        pm.register(archive.browse, name)
    assert with_us.status_code == without_us.status_code
    assert dict(with_us.headers).keys() == dict(without_us.headers).keys()
    assert comparable(with_us.text) == comparable(without_us.text)


def comparable(html: str) -> str:
    """Without query times and without the names of the templates that Datasette considered."""
    return re.sub(r"Queries took [\d.]+ms|Templates considered:[^>]*", "", html).strip()


def test_an_archive_beside_another_database_keeps_its_pages(sample: Sample, tmp_path: Path) -> None:
    other = other_database(tmp_path / "other.db")
    get = fetcher(Datasette([str(sample[0]), str(other)]))
    assert "搜索标题、正文" in get("/notices/notices").text
    assert "content-security-policy" not in get("/other/notices").headers
    assert "content-security-policy" not in get("/").headers


@pytest.mark.parametrize(("others", "suggested"), [([], False), (["other.db"], True)])
def test_facets_are_suggested_only_where_another_database_is_served(
    sample: Sample, tmp_path: Path, others: list[str], suggested: bool
) -> None:
    paths = [str(sample[0]), *(str(other_database(tmp_path / name)) for name in others)]
    datasette = Datasette(paths)
    asyncio.run(datasette.invoke_startup())
    assert datasette.setting("suggest_facets") is suggested


def test_an_archive_under_another_name_is_still_searched_our_way(sample: Sample, tmp_path: Path) -> None:
    copy = tmp_path / "backup.db"
    with closing(sqlite3.connect(sample[0])) as conn, closing(sqlite3.connect(copy)) as target:
        conn.backup(target)
        assert target.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    get = fetcher(Datasette([str(copy)]))
    query = f"_search={quote('疫苗')}&_fts_table=notices_search&_fts_pk=search_key&_shape=array"
    assert len(get(f"/backup/notices.json?{query}").json()) == 2
    for path in ("/", "/backup", "/backup/notices"):
        response = get(path)
        assert 'class="hero"' not in response.text
        assert response.headers["content-security-policy"].startswith("default-src 'self';")


def test_an_archive_in_a_folder_that_cannot_be_written_to_is_served(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notices.db"
    shutil.copy(sample[0], path)
    tmp_path.chmod(0o555)
    if os.geteuid() == 0:  # root may write to every folder
        monkeypatch.setattr("archive.frozen.os.access", lambda *_: False)
    try:
        assert fetcher(app(path))("/notices/notices").status_code == 200
    finally:
        tmp_path.chmod(0o755)


def test_pages_work_below_a_base_url(sample: Sample) -> None:
    datasette = Datasette([str(sample[0])], settings={"base_url": "/archive/"})
    get = fetcher(datasette)
    response = get("/notices/notices?_search=")
    assert response.headers["location"] == "/archive/notices/notices"
    assert 'action="/archive/notices/notices"' in get("/").text
