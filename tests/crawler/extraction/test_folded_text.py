"""The rest of a text behind a button, and other things that pages hide."""

from __future__ import annotations

import pytest

from crawler.extraction.folded_text import with_rest_shown
from tests import captures

ABOVE = "<p>清川市气象台继续发布高温预警，全市已开设中暑急救绿色通道，实行先救治、后付费。</p>"
REST = "市急救中心提醒，一旦发现有人在高温环境中体温超过40℃、意识模糊，要立即拨打120，同时把患者移到阴凉处。"
MORE = f"<p>{REST}</p><p>各医院要配齐冰毯、冰帽等物资，社区对独居老人每天联系一次。</p>"


def page(between: str) -> str:
    return f"<html><head><title>高温来袭</title></head><body><h1>高温来袭</h1><div>{ABOVE}{between}</div></body></html>"


@pytest.mark.parametrize(
    "between",
    [
        f'<div class="more" style="display:none">{MORE}</div><div><button>展开全文 ∨</button></div>',
        f'<section style="color:red; DISPLAY : NONE;" id="rest">{MORE}</section><a href="javascript:;">阅读剩余全文</a>',
        f'<div>展開全文</div><div style="display:none"><div>{MORE}</div></div>',
        f'<div style="display:none">{MORE}</div><div class="login-mask"><p>登录后可阅读全文</p></div>',
        f'<i>广告</i><div style="display:none">{MORE}</div><p>继续阅读</p>',
    ],
)
def test_the_rest_behind_a_button_is_read(between: str) -> None:
    assert REST in captures.read(page(between)).body


@pytest.mark.parametrize(
    "between",
    [
        # no button
        f'<div style="display:none">{MORE}</div>',
        # forms, menus, windows, further copies
        f'<div style="display:none">{MORE}<input placeholder="手机号"></div><p>登录后可阅读全文</p>',
        f'<div class="popup" style="display:none">{MORE}</div><button>展开全文</button>',
        f'<div style="display:none">{"".join(f"<p><a href=/{n}>第{n}条新闻的标题。</a></p>" for n in range(9))}</div><b>展开全文</b>',
        f'<div style="display:none"><p>您提供的手机号仅用于验证，我们依照隐私政策保护您的信息。{REST}</p></div><b>展开全文</b>',
        '<div style="display:none"><p>更多服务。</p></div><button>展开全文</button>',
        f'<p>{REST}</p><div style="display:none">{MORE}</div><button>展开全文</button>',
        # never closed
        f'<div style="display:none">{MORE}<button>展开全文</button>',
        f'<div style="display:none"{MORE}<button>展开全文</button>',
    ],
)
def test_other_hidden_parts_stay_hidden(between: str) -> None:
    assert with_rest_shown(f"<body>{ABOVE}{between}") == f"<body>{ABOVE}{between}"


def test_no_text_stands_above_what_is_another_part_of_the_page() -> None:
    html = f'<body><h1>高温来袭</h1><div style="display:none">{MORE}</div><button>展开全文</button>'
    assert with_rest_shown(html) == html
