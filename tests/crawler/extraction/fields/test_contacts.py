"""Contacts: names beside numbers, extensions, fax marks, addresses of every layout."""

from collections.abc import Iterator

import pytest

from archive.notice import Contact
from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText


def contacts_of(lines: str) -> tuple[Contact, ...]:
    page = PageText(title="关于开展献血工作的通知", body=f"各单位：\n请完成。\n{lines}")
    return read_fields(page, Context()).contacts


def names_of(lines: str) -> Iterator[str]:
    return (name for contact in contacts_of(lines) for name in contact.name)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("牧　野（市卫生局）：0800-5550120", ("牧野",)),
        ("巫马青（市发展改革委）：0800-5550120", ("巫马青",)),
        ("咨询时间（工作日）：0800-5550120", ()),
        ("联系人：程磊 0800-5550120\n乔 木 18900000077", ("程磊", "乔木")),
        ("培训部：易 水 / 0800-5550120 / px@qingchuan.example", ("易水",)),
        ("办公室 / 0800-5550120", ()),
        ("查询：0800-5550120 梁小姐", ("梁小姐",)),
        ("如有查询，请致电5550120与叶姑娘联络。", ("叶姑娘",)),
        # a sentence below a contact is no further line of it
        ("传真：2713 6916\n如有疑问，可致电 2125 2546 查询。", ()),
        ("传真：2713 6916\n如有问题，请电 2125 2546。", ()),
        ("联系人：程磊 0800-5550120\n详情欢迎来电 0800-5550121", ("程磊",)),
        ("联系人：程磊 0800-5550120\n欢迎垂询 0800-5550121", ("程磊",)),
        ("联系人：程磊 0800-5550120\n有疑义者，请拨打 0800-5550121", ("程磊",)),
        ("联系人：程磊 0800-5550120\n如需帮助，5550121", ("程磊",)),
        ("联系人：程磊 0800-5550120\n技术支持 5550121", ("程磊",)),
        ("联系人：程磊 0800-5550120\n财务科，夜班 5550121", ("程磊",)),
        ("联系人：程磊 0800-5550120\n信息科，乔木 0800-5550121", ("程磊", "乔木")),
        ("查詢請電2555 0120 陳小姐", ("陳小姐",)),
        ("查詢電話：2555 5678 何先生／李姑娘", ("何先生", "李姑娘")),
        ("报名联系人：工会办公室 柳依依，内线6218", ("柳依依",)),
        ("联系人：办公时间 5550120", ()),
        ("联系人柳依依：0800-5550120", ("柳依依",)),
        ("联系电话：0800-5550120（全天）", ()),
        ("请致电5550120与市民先生活动组联络。", ()),
        ("学术：麦老师 xs@qingchuan.example", ("麦老师",)),
        ("会务：钱途 手机/微信：13900000814", ("钱途",)),
        ("咨询：老顾 5550120", ("老顾",)),
        ("公卫科：小苗 13900000410", ("小苗",)),
        ("有问题打小庄手机13900000410。", ("小庄",)),
        ("等候：小时 13900000410", ()),
        ("请寄至本局企划科（60299 清川县民生路88号）曾先生收。", ("曾先生",)),
        ("将请先生收拾后联系5550120。", ()),
        ("科教科 闻人雪\n0800-5550120", ("闻人雪",)),
        ("如有疑義，請洽本局醫政科簡宏儒先生，電話：0800-5550120。", ("簡宏儒",)),
        ("请按时报送\n0800-5550120", ()),
        ("收件人：柴静姝 0800-5550120", ("柴静姝",)),
        # a name padded behind another, and a rare surname of one who is called so
        ("联系人：施琳琳、洪 坤 传真：0800-5550120", ("施琳琳", "洪坤")),
        ("联系人：施 琳、洪坤坤 电 话：0800-5550120", ("施琳", "洪坤坤")),
        ("咨询电话：0800-5550120（拓老师、祁老师）", ("拓老师", "祁老师")),
        ("咨询电话：0800-5550120（昝女士）", ("昝女士",)),
        ("咨询电话：0800-5550120（请老师）", ()),
        ("咨询电话：0800-5550120（各医师）", ()),
        ("责任编辑：牟磊　　投稿邮箱：px@qingchuan.example", ()),
        ("会务：牟　磊　　0800—5550120", ("牟磊",)),
        ("市卫生局  霍 然、宁 溪  0800—5550120", ("霍然", "宁溪")),
        ("市卫生局  霍 然、宁小溪  0800—5550120", ("霍然", "宁小溪")),
        # stations, of which some are called like persons
        ("电话：0800-5550120（罗村）  0800-5550121（官窑）", ()),
        ("电话：0800-5550120（罗村、松岗）", ("罗村", "松岗")),
        ("电话：0800-5550120（罗春）  0800-5550121（宫瑶）", ("罗春", "宫瑶")),
        ("电话：0800-5550120（罗春）  0800-5550121（传真）", ("罗春",)),
        ("姓名　电话\n贺　莲　　0800-5550 1105转610　注册", ("贺莲",)),
    ],
)
def test_names_stand_before_behind_and_above_numbers(lines: str, names: tuple[str, ...]) -> None:
    assert tuple(names_of(lines)) == names


@pytest.mark.parametrize(
    ("line", "phones", "faxes"),
    [
        ("联系电话：5550316转805。", ("5550316转805",), ()),
        ("電話：03-5559120 分機 214", ("03-5559120分机214",), ()),
        ("电话：0800-5550120-602", ("0800-5550120-602",), ()),
        # six digits in some counties of Taiwan
        ("請洽健康中心，電話037-555012分機23。", ("037-555012分机23",), ()),
        ("電話：(037)555-012", ("037-555-012",), ()),
        ("電話：089-555012", ("089-555012",), ()),
        ("编号037-555012", (), ()),
        ("電話：02-25559825#3917", ("02-25559825#3917",), ()),
        ("聯絡窗口：林祕書 04-2555-7012", ("04-2555-7012",), ()),
        ("電話：(08)5550000", ("(08)5550000",), ()),
        ("联系人：桂枝香 内线80233", ("80233",), ()),
        ("查询电话：5530 917", ("5530 917",), ()),
        ("咨询电话：0800-5550118，0800-5550120（传真）", ("0800-5550118",), ("0800-5550120",)),
        ("电话：0800-5550120（兼传真）", ("0800-5550120",), ("0800-5550120",)),
        ("Fax：0800-5550120", (), ("0800-5550120",)),
        ("会务：手机/微信：13900000814", ("13900000814",), ()),
        ("微信：13900000814", (), ()),
        ("电话：0800-5550120转发通知见附件", ("0800-5550120",), ()),
        ("电话：2024 100", (), ()),
        ("电话：0800-5550118　5550120（传）", ("0800-5550118",), ("0800-5550120",)),
        # a fax has the area code of the telephone beside or above it
        ("电话：0800-5550118（24小时值班），传真5550120", ("0800-5550118",), ("0800-5550120",)),
        ("联系人：贺莲，0800-5550118\n传真：5550120", ("0800-5550118",), ("0800-5550120",)),
        ("电话：13900000814\n传真：5550120", ("13900000814",), ("5550120",)),
        ("电话：0800-5550118\n请报送材料。\n传真：5550120", ("0800-5550118",), ("5550120",)),
        ("传真：0800-5550118，电话：5550120", ("5550120",), ("0800-5550118",)),
        # one number for both
        ("电话/传真：0800-5550120", ("0800-5550120",), ("0800-5550120",)),
        ("电话（传真）：0800-5550120", ("0800-5550120",), ("0800-5550120",)),
        ("联系电话、传真：5550120", ("5550120",), ("5550120",)),
        ("传真/电话：5550120", ("5550120",), ("5550120",)),
        ("电话　传真：5550120", ("5550120",), ("5550120",)),
        ("电话：传真：5550120", (), ("5550120",)),
        ("电话：5550118，传真：5550120", ("5550118",), ("5550120",)),
        # hotlines dialled from elsewhere
        ("报备电话0800-12345。", ("0800-12345",), ()),
        ("咨询热线：0800-12320、0800-5550 1234。", ("0800-12320", "0800-5550 1234"), ()),
        ("咨询热线：12320", ("12320",), ()),
        ("编号0800-12345", (), ()),
        # two extensions of one number
        (
            "洽詢電話：04-25550394分機3310許小姐、3316廖先生。",
            ("04-25550394分机3310", "04-25550394分机3316"),
            (),
        ),
        ("电话：0800-5550118转805、806。", ("0800-5550118转805", "0800-5550118转806"), ()),
        ("电话：0800-5550118-805、806。", ("0800-5550118-805", "0800-5550118-806"), ()),
        ("电话：0800-5550118转805、2024年启用。", ("0800-5550118转805",), ()),
    ],
)
def test_extensions_and_fax_marks_belong_to_their_number(
    line: str, phones: tuple[str, ...], faxes: tuple[str, ...]
) -> None:
    contacts = contacts_of(line)
    assert tuple(phone for contact in contacts for phone in contact.phone) == phones
    assert tuple(fax for contact in contacts for fax in contact.fax) == faxes


@pytest.mark.parametrize(
    ("lines", "address", "postcode"),
    [
        ("機關地址：清川縣瑞濱路26號\n承辦人：簡語彤\n電話：03-5559120", "清川縣瑞濱路26號", None),
        ("电话：0800-5550120\n柒、會址：40867 清川市晴川街19巷7號", "清川市晴川街19巷7號", "40867"),
        (
            "寄送地址：清川市湾明路5号院2号楼607 900871\n联系人：柴静姝 0800-5550120",
            "清川市湾明路5号院2号楼607",
            "900871",
        ),
        (
            "电话：0800-5550120\n地址：清川市滨河路1号1806室（900055）。",
            "清川市滨河路1号1806室",
            "900055",
        ),
        ("电话：0800-5550120\n地址：清川市滨河路1号（900055）", "清川市滨河路1号", "900055"),
        ("请寄至企划科（60299 清川县民生路88号）。\n电话：0800-5550120", "清川县民生路88号", "60299"),
        ("如有查询，请致电5550120。\n计划办事处\n地址：清川市明新街38号", "清川市明新街38号", None),
        ("机构\t地址\t电话\n疾控中心\t明光路305号\t0800-5550120", "明光路305号", None),
        ("机构\t电话\n疾控中心\t0800-5550120", None, None),
        ("电话：0800-5550120\n网址：www.qingchuan.example 新址：滨河路8号", None, None),
        ("地 址:清川市杏林巷1号\n联系方式:0800-5550120", "清川市杏林巷1号", None),
    ],
)
def test_addresses_stand_in_rows_tables_and_brackets(
    lines: str, address: str | None, postcode: str | None
) -> None:
    found = [contact for contact in contacts_of(lines) if contact.address or contact.phone]
    assert [contact.address for contact in found if contact.address] == ([address] if address else [])
    assert [contact.postcode for contact in found if contact.postcode] == ([postcode] if postcode else [])


@pytest.mark.parametrize(
    ("line", "email"),
    [
        ("邮箱yjbjc※qingchuan.example（※改为@）。", "yjbjc@qingchuan.example"),
        ("发至邮箱yjb*qingchuan.example（请将*号替换为@）", "yjb@qingchuan.example"),
        ("发至邮箱yjb#qingchuan.example（请将#替换为@）", "yjb@qingchuan.example"),
        ("电子邮箱：yjb★qingchuan.example(★换成@)", "yjb@qingchuan.example"),
        ("电子邮箱：yjb@qingchuan.example（★为必填项）", "yjb@qingchuan.example"),
    ],
)
def test_a_mark_that_the_line_explains_stands_for_at(line: str, email: str) -> None:
    assert [item for contact in contacts_of(line) for item in contact.email] == [email]


def test_a_mark_that_nothing_explains_stays_a_mark() -> None:
    assert contacts_of("邮箱yjbjc※qingchuan.example。") == ()


@pytest.mark.parametrize("label", ["承辦人", "承 辦 人", "聯 絡 人", "聯絡人"])
def test_the_clerk_of_a_taiwanese_letter_stands_above_its_text(label: str) -> None:
    page = PageText(
        title="轉知長照人員訓練時數一案，請查照",
        head=(
            "社團法人清川市照顧協會　函",
            "會　　址：清川市晴川街19巷7號",
            f"{label}：邱詩涵",
            "電　　話：07-5550456",
        ),
        body="主旨：轉知長照人員訓練時數一案，請查照。",
    )
    found = read_fields(page, Context()).contacts
    assert [name for contact in found for name in contact.name] == ["邱詩涵"]
    assert [phone for contact in found for phone in contact.phone] == ["07-5550456"]
