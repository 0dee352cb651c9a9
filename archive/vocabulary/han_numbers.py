"""Numbers in Han digits: days, months, serials and years as notices write them."""

from __future__ import annotations

ZERO_LIKE = "〇零○◯OoＯｏОοΟо0"
"""What stands for a zero between Han digits; GB 2312 has a Greek and a Cyrillic O, which look the same."""
_DIGITS = {
    **dict.fromkeys(ZERO_LIKE, 0),
    **{character: value for value, character in enumerate("123456789", 1)},
    **{character: value for value, character in enumerate("一二三四五六七八九", 1)},
    **{character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
HAN_DIGITS = "一二三四五六七八九壹贰叁肆伍陆柒捌玖十拾廿卅"


def han_number(text: str) -> int | None:
    """The value of a number below 200 in Han or Arabic digits: ``二十三``, ``廿三``, ``一百一十三``."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text == "元":
        return 1
    hundreds, rest = 0, text
    if "百" in text:
        before, rest = text.split("百", 1)
        hundreds = 100 * _DIGITS.get(before, 1)
        rest = rest.lstrip(ZERO_LIKE)
    ten = next((character for character in rest if character in _TENS), None)
    if ten is None:
        digits = [_DIGITS.get(character) for character in rest]
        if None in digits or len(digits) > 3:
            return None
        return hundreds + int("".join(str(digit) for digit in digits) or "0")
    before, after = rest.split(ten, 1)
    tens = _DIGITS.get(before) if before else 1
    ones = _DIGITS.get(after) if after else 0
    return None if tens is None or ones is None else hundreds + tens * _TENS[ten] + ones


def han_year(text: str) -> int | None:
    """A four-digit year in Arabic or Han digits (``2011``, ``二〇一一``, ``二OO八``), else ``None``."""
    if len(text) != 4:
        return None
    if text.isascii() and text.isdigit():
        year = int(text)
    else:
        digits = [_DIGITS.get(character) for character in text]
        if None in digits:
            return None
        year = int("".join(str(digit) for digit in digits))
    return year if 1900 <= year < 2100 else None
