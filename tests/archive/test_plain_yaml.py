"""YAML is read as plain data and nothing else."""

from datetime import date

import pytest
import yaml

from archive.plain_yaml import load_yaml


def test_texts_numbers_lists_and_days_are_read() -> None:
    text = "名称: 清川市疾控中心\n数: [1, 2.5, true, null]\n日: 2025-02-28\n"
    assert load_yaml(text) == {"名称": "清川市疾控中心", "数": [1, 2.5, True, None], "日": date(2025, 2, 28)}


@pytest.mark.parametrize("text", ["a: [", "a: *b", "\tb: c", "!!python/object/apply:os.getcwd []"])
def test_what_is_no_plain_yaml_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        load_yaml(text)
