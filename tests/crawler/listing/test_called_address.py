"""Where a function leads that a pager calls with the number of a page."""

from __future__ import annotations

import pytest

from crawler.listing.called_address import called_address


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("function go(n){location.href='list.asp?cid=3&page='+n;}", "list.asp?cid=3&page=2"),
        ('function go(n){window.location = "/gg/p" + n + ".htm"}', "/gg/p2.htm"),
        ("go = function(n){location.assign('?p='+n)}", "?p=2"),
        ("var pager={go: function(n){location.href='?p='+n}}", "?p=2"),
        ("function go(n){var u='list_'+(n-1)+'.html'; location.href=u;}", "list_1.html"),
        ("function go(n){location.href=n==1?'index.html':'index_'+n+'.html';}", "index_2.html"),
        ("function go(n){if(n==1){location='a.html';}else{location='a_'+n+'.html';}}", "a_2.html"),
        ("function other(n){location='x?p='+n} function go(n){location='y?p='+n}", "y?p=2"),
        ("var kind='通知'; function go(n){location.href='?c='+kind+'&p='+n}", "?c=通知&p=2"),
        (
            "var kind='通知'; function go(n){location.href='?c='+encodeURIComponent(kind)+'&p='+n}",
            "?c=%E9%80%9A%E7%9F%A5&p=2",
        ),
        (
            "var kind='通知'; function go(n){location.href=`?c=${encodeURI(kind)}&p=${n}`}",
            "?c=%E9%80%9A%E7%9F%A5&p=2",
        ),
        ("function go(n){location.href=encodeURI('?c=通知&p='+n)}", "?c=%E9%80%9A%E7%9F%A5&p=2"),
        ("function go(n){location.href='?p='+n+'&k='+key;}", None),
        ("function go(n){location.href=base+n;}", None),
        ("function go(n){$.get('/list?p='+n);}", None),
        ("function go(){location.href='?p='+n;}", None),
        ("function going(n){location.href='?p='+n;}", None),
        ("function go(n){} function b(n){location.href='?p='+n;}", None),
        ("function go(n){alert('page'+n);location.reload();}", None),
    ],
)
def test_an_address_is_put_together_of_constants_and_the_number_alone(script, expected):
    assert called_address(f"<script>{script}</script>", "go", 0, 2) == expected


def test_the_number_is_the_argument_at_its_position():
    script = "function go(id, n){location.href='list.php?page='+n;}"
    assert called_address(script, "go", 1, 7) == "list.php?page=7"
    assert called_address(script, "go", 2, 7) is None
