"""A small archive of invented notices, written row by row, for what only reads archives."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from archive.identity import page_id, short_hash
from archive.schema import NOTICE_FIELDS
from archive.search import add_to_index
from archive.store import Archive

LISTS = (
    "issuers",
    "addressees",
    "attachments",
    "deadlines",
    "contacts",
    "citations",
    "cited_numbers",
    "parts",
)
HOST = "https://wsjk.yunze.example"

VACCINE_BODY = """\
各市（县）卫生健康局、疾病预防控制中心，委直属各单位：
为做好2024—2025年流行季流感疫苗接种工作，保护重点人群健康，现就有关事项通知如下。
一、接种对象
60岁及以上老年人、6月龄至学龄前儿童、医务人员和慢性病患者优先接种。
二、工作安排
各地要于9月20日前完成接种单位培训，疫苗分配情况见下表。
地区\t第一批（支）\t第二批（支）
清川市\t12000\t8000
临湖区\t3500\t2600
三、有关要求
（一）加强组织领导。各接种单位要按照《云泽省预防接种工作规范》（云卫疾控〔2023〕8号）规范操作，接种后留观30分钟。
（二）及时报送信息。请各市于2024年9月30日前将汇总表报送我委疾控处。
联系人：秦望舒，联系电话：0999-5550123，电子邮箱：jkc@wsjk.yunze.example。
云泽省卫生健康委员会
2024年8月12日"""


def create_blank(path: Path) -> sqlite3.Connection:
    """An archive without notices; the connection does not check references."""
    Archive.open(path).close()
    return sqlite3.connect(path)


def insert(conn: sqlite3.Connection, table: str, **row: Any) -> None:
    """One row."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def add_notice(conn: sqlite3.Connection, url: str, site: str = "yunze-wjw", **fields: Any) -> str:
    """A notice with its page and first version; gives its id."""
    notice_id = page_id(url)
    row: dict[str, Any] = dict.fromkeys(NOTICE_FIELDS)
    row |= {name: json.dumps(fields.pop(name, []), ensure_ascii=False) for name in LISTS}
    row["evidence"] = json.dumps(fields.pop("evidence", {}), ensure_ascii=False)
    row["body"] = fields.pop("body", "")
    capture = fields.pop("capture", f"{site}-20240813.warc.gz:1024")
    first_seen = fields.pop("first_seen", "2024-08-13T01:02:03Z")
    last_seen = fields.pop("last_seen", "2024-11-20T01:02:03Z")
    relation = fields.pop("relation", "original")
    row |= fields
    date = row["published_date"] or row["issued_date"]
    key = conn.execute("SELECT coalesce(max(search_key), 0) + 1 FROM notices").fetchone()[0]
    row |= {
        "id": notice_id,
        "url": url,
        "site": site,
        "first_seen": first_seen,
        "last_seen": last_seen,
        "sort_date": date or first_seen,
        "year": date[:4] if date else None,
        "search_key": key,
    }
    insert(conn, "notices", rowid=key, **row)
    add_to_index(conn, key, row)
    add_page(
        conn,
        notice_id,
        url,
        site,
        title=row["title"],
        published_date=row["published_date"],
        relation=relation,
        status=row.get("status", "live"),
        capture=capture,
        first_seen=first_seen,
        last_seen=last_seen,
        last_checked="2024-11-20T01:02:03Z",
    )
    add_version(conn, notice_id, 1, first_seen, row["title"], row["body"], ["first"], capture)
    return notice_id


def add_page(conn: sqlite3.Connection, notice_id: str | None, url: str, site: str, **row: Any) -> str:
    """A page that carries a notice; gives its id."""
    times = dict.fromkeys(("last_seen", "last_checked"), "2024-11-20T01:02:03Z")
    defaults = {"first_seen": "2024-08-15T01:02:03Z", "listed": 1, **times}
    part = row.get("part", 0)
    insert(
        conn,
        "pages",
        **(defaults | {"id": page_id(url, part), "notice_id": notice_id, "site": site, "url": url} | row),
    )
    return page_id(url, part)


def add_version(
    conn: sqlite3.Connection,
    page: str,
    number: int,
    at: str,
    title: str | None,
    body: str,
    change: list[str],
    capture: str | None = None,
) -> None:
    """One content of a page."""
    insert(
        conn,
        "versions",
        id=f"{page}.{number}",
        page_id=page,
        observed_at=at,
        title=title,
        body=body,
        body_sha256=short_hash(body),
        change=json.dumps(change),
        capture=capture,
        record="{}",
    )


def build_sample(path: Path) -> dict[str, str]:
    """An archive at *path* with one notice of each kind that a reader meets; gives their ids by name."""
    conn = create_blank(path)
    _add_sites(conn)
    ids = _add_official(conn)
    ids |= _add_copies(conn, ids)
    ids |= _add_odd(conn)
    conn.commit()
    conn.close()
    return ids


def _add_sites(conn: sqlite3.Connection) -> None:
    for code, name in (("990000", "云泽省"), ("990100", "清川市"), ("990102", "临湖区")):
        insert(conn, "regions", code=code, name=name)
    sites = (
        ("yunze-wjw", "云泽省卫生健康委员会", "province", "990000", "ok", "2024-11-20T01:00:00Z"),
        ("qingchuan-cdc", "清川市疾病预防控制中心", "city", "990100", "quiet", "2024-11-20T01:05:00Z"),
        ("yunze-yxh", "云泽省健康促进学会", "association", "990000", "broken", "2024-10-02T01:05:00Z"),
        ("tongzhi-wang", "通知大全网", "portal", None, "blocked", None),
        ("linhu-wjj", "临湖区卫生健康局", "county", "990102", "never", None),
    )
    for site, name, level, region, health, success in sites:
        insert(
            conn,
            "sites",
            id=site,
            name=name,
            level=level,
            region_code=region,
            url=f"https://{site}.example/list/",
            platform="trs",
            health=health,
            last_success=success,
        )
    crawls = (
        ("yunze-wjw", "2024-11-20T01:00:00Z", "2024-11-20T01:01:00Z", "ok", None, 40, 12, 2, 1, 1, 0),
        (
            "qingchuan-cdc",
            "2024-11-20T01:01:00Z",
            "2024-11-20T01:05:00Z",
            "partial",
            "2 pages failed",
            20,
            5,
            0,
            0,
            0,
            2,
        ),
        (
            "yunze-yxh",
            "2024-11-20T01:05:00Z",
            "2024-11-20T01:06:00Z",
            "failed",
            "no entries on the listing page",
            0,
            1,
            0,
            0,
            0,
            1,
        ),
        (
            "tongzhi-wang",
            "2024-11-20T01:06:00Z",
            "2024-11-20T01:06:10Z",
            "blocked",
            "412 challenge page",
            0,
            1,
            0,
            0,
            0,
            1,
        ),
    )
    names = (
        "site",
        "started",
        "finished",
        "outcome",
        "cause",
        "listed",
        "fetched",
        "new",
        "changed",
        "gone",
        "failed",
    )
    for crawl in crawls:
        insert(conn, "crawls", **dict(zip(names, crawl, strict=True)))
    for url, reason in (("/a.htm", "http-500"), ("/b.htm", "timeout")):
        insert(
            conn,
            "failures",
            crawl_id=2,
            url=f"https://qingchuan-cdc.example{url}",
            reason=reason,
            at="2024-11-20T01:02:00Z",
        )


def _add_official(conn: sqlite3.Connection) -> dict[str, str]:
    signed = VACCINE_BODY.rindex("云泽省卫生健康委员会")
    vaccine = add_notice(
        conn,
        f"{HOST}/zwgk/202408/t20240812_1001.html",
        title="关于做好2024—2025年流行季流感疫苗接种工作的通知",
        page_title="关于做好2024—2025年流行季流感疫苗接种工作的…",
        document_number="云卫疾控〔2024〕16号",
        index_number="YZ0000-0901-2024-00016",
        document_type="通知",
        issuers=["云泽省卫生健康委员会", "云泽省疾病预防控制局"],
        issued_date="2024-08-12",
        published_date="2024-08-13",
        source="疾控处",
        addressees=["各市（县）卫生健康局、疾病预防控制中心", "委直属各单位"],
        attachments=[
            {
                "name": "接种信息汇总表.xlsx",
                "url": f"{HOST}/zwgk/202408/P01.xlsx",
                "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }
        ],
        deadlines=[
            {
                "raw": "2024年9月30日前",
                "date": "2024-09-30",
                "recur": None,
                "what": "将汇总表报送我委疾控处",
            },
            {"raw": "9月20日前", "date": "2024-09-20", "recur": None, "what": "完成接种单位培训"},
        ],
        contacts=[
            {
                "name": ["秦望舒"],
                "org": None,
                "phone": ["0999-5550123"],
                "fax": [],
                "email": ["jkc@wsjk.yunze.example"],
                "address": None,
                "postcode": None,
            }
        ],
        region_code="990000",
        citations=[
            {
                "type": "implements",
                "title": "云泽省预防接种工作规范",
                "document_number": "云卫疾控〔2023〕8号",
            }
        ],
        cited_numbers=["云卫疾控〔2023〕8号"],
        script="hans",
        page_kind="original",
        body=VACCINE_BODY,
        copies=2,
        evidence={
            "title": [
                {
                    "raw": "关于做好2024—2025年流行季流感疫苗接种工作的通知",
                    "rule": "meta:ArticleTitle",
                    "start": None,
                    "end": None,
                }
            ],
            "issuers": [
                {"raw": "云泽省卫生健康委员会", "rule": "signature", "start": signed, "end": signed + 10}
            ],
            "issued_date": [
                {"raw": "2024年8月12日", "rule": "signature", "start": signed + 11, "end": signed + 21}
            ],
            "contacts": [
                {
                    "raw": "联系人：秦望舒，联系电话：0999-5550123",
                    "rule": "label:联系人",
                    "start": VACCINE_BODY.index("联系人"),
                    "end": VACCINE_BODY.index("联系人") + 25,
                }
            ],
        },
    )
    norms = add_notice(
        conn,
        f"{HOST}/zwgk/202303/t20230320_0801.html",
        title="云泽省预防接种工作规范",
        document_number="云卫疾控〔2023〕8号",
        document_type="规定",
        issuers=["云泽省卫生健康委员会"],
        issued_date="2023-03-20",
        published_date="2023-03-21",
        region_code="990000",
        script="hans",
        page_kind="original",
        body="第一章　总则\n第一条　为规范预防接种服务，制定本规范。\n第二条　本规范适用于全省各级接种单位。",
    )
    last_year = add_notice(
        conn,
        f"{HOST}/zwgk/202308/t20230814_0930.html",
        title="关于做好2023—2024年流行季流感疫苗接种工作的通知",
        document_number="云卫疾控〔2023〕31号",
        document_type="通知",
        issuers=["云泽省卫生健康委员会"],
        issued_date="2023-08-14",
        published_date="2023-08-15",
        region_code="990000",
        script="hans",
        page_kind="original",
        body=VACCINE_BODY.replace("2024", "2023").replace("12000", "11000"),
    )
    changed = VACCINE_BODY.replace("12000", "15000").replace("留观30分钟", "留观30分钟以上")
    add_version(
        conn,
        vaccine,
        2,
        "2024-08-20T01:02:03Z",
        "关于做好2024—2025年流行季流感疫苗接种工作的通知",
        changed,
        ["figure", "body"],
        "yunze-wjw-20240820.warc.gz:77",
    )
    insert(
        conn,
        "attachments",
        id="a1b2c3d4e5f6",
        page_id=vaccine,
        url=f"{HOST}/zwgk/202408/P01.xlsx",
        name="接种信息汇总表.xlsx",
        bytes=38211,
        sha256="9f" * 32,
        text="地区\t接种人数\n清川市\t",
    )
    insert(
        conn,
        "citations",
        id="c1",
        notice_id=vaccine,
        type="implements",
        title="云泽省预防接种工作规范",
        document_number="云卫疾控〔2023〕8号",
        target_id=norms,
    )
    insert(
        conn,
        "look_alikes",
        notice_id=min(vaccine, last_year),
        other_id=max(vaccine, last_year),
        similarity=0.97,
        reason="标题中的年份不同（2023、2024）",
    )
    return {"vaccine": vaccine, "norms": norms, "last_year": last_year}


def _add_copies(conn: sqlite3.Connection, ids: dict[str, str]) -> dict[str, str]:
    copy_url = "https://qingchuan-cdc.example/tzgg/5012.htm"
    add_page(
        conn,
        ids["vaccine"],
        copy_url,
        "qingchuan-cdc",
        title="转发：流感疫苗接种工作通知",
        published_date="2024-08-16",
        source="云泽省卫健委",
        relation="repost",
        similarity=0.94,
        reason="正文 94% 相同，文号相同",
        capture="qingchuan-cdc-20240816.warc.gz:9",
    )
    insert(conn, "notice_aliases", id=page_id(copy_url), notice_id=ids["vaccine"])
    add_page(
        conn,
        ids["vaccine"],
        "https://tongzhi-wang.example/n/778.html",
        "tongzhi-wang",
        title="2024流感疫苗通知",
        published_date="2024-09-01",
        relation="excerpt",
        similarity=0.62,
        reason="正文的一段",
        status="gone",
        capture="tongzhi-wang-20240901.warc.gz:500",
    )
    traditional = add_notice(
        conn,
        "https://yunze-yxh.example/hk/33.html",
        site="yunze-yxh",
        title="關於舉辦社區登革熱防治講座的公告",
        document_type="公告",
        issuers=["雲澤省健康促進學會"],
        issued_date="2024-07-02",
        region_code="990000",
        script="hant",
        page_kind="original",
        body="為提高居民對登革熱的認識，本會定於七月二十日舉辦防治講座，歡迎市民報名參加。\n衞生署羣組同意協辦。",
    )
    gone = add_notice(
        conn,
        "https://qingchuan-cdc.example/tzgg/4888.htm",
        site="qingchuan-cdc",
        title="关于饮用水监测结果的通告",
        document_number="2024年第3号",
        document_type="通告",
        issuers=["清川市疾病预防控制中心"],
        issued_date="2024-06-05",
        published_date="2024-06-06",
        region_code="990100",
        status="gone",
        last_seen="2024-09-30T02:00:00Z",
        body="经监测，城区末梢水合格率为98.6%，浑浊度、余氯等指标符合要求。\n特此通告。",
    )
    return {"traditional": traditional, "gone": gone, "alias": page_id(copy_url)}


def _add_odd(conn: sqlite3.Connection) -> dict[str, str]:
    parts_url = "https://tongzhi-wang.example/fanwen/99.html"
    compilation = add_notice(
        conn,
        parts_url,
        site="tongzhi-wang",
        title="控烟倡议书范文（精选2篇）",
        page_kind="compilation",
        published_date="2024-05-30",
        body="篇1\n各位同事：让我们携手控烟。\n篇2\n亲爱的家长：请远离二手烟。",
        parts=[page_id(parts_url, 1)],
    )
    part_url = f"{parts_url}?part=1"
    part = add_notice(
        conn,
        part_url,
        site="tongzhi-wang",
        title="控烟倡议书",
        body="各位同事：让我们携手控烟。",
        relation="part",
    )
    conn.execute(
        "UPDATE pages SET url = ?, part = 1, id = ? WHERE notice_id = ?",
        (parts_url, page_id(parts_url, 1), part),
    )
    conn.execute("UPDATE versions SET page_id = ? WHERE page_id = ?", (page_id(parts_url, 1), part))
    conn.execute("UPDATE notices SET url = ? WHERE id = ?", (parts_url, part))
    conn.execute("UPDATE notices SET parts = ? WHERE id = ?", (json.dumps([part]), compilation))
    hostile = add_notice(
        conn,
        "javascript:alert(1)",
        site="tongzhi-wang",
        title='=HYPERLINK("http://evil.example","<script>alert(1)</script>")',
        issuers=["<b>某办</b>"],
        document_type='"><script>alert(4)</script>' * 6,
        published_date="2024-01-02",
        attachments=[
            {"name": '"><img src=x onerror=alert(2)>.pdf', "url": "javascript:alert(3)", "media_type": None}
        ],
        body='<script src="http://evil.example/x.js"></script>\n-1+1|cmd\t@SUM(A1)\t+86',
    )
    untitled = add_notice(
        conn,
        "https://linhu-wjj.example/1.html",
        site="linhu-wjj",
        body="本周五停诊半天。",
        document_type="通知",
        status="missing",
    )
    return {"compilation": compilation, "part": part, "hostile": hostile, "untitled": untitled}
