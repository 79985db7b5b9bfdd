import pytest
import yaml

from kiosk.domain import yamltext


def test_plain_values_and_lines() -> None:
    assert yamltext.parse("a: [1, 二]") == {"a": [1, "二"]}
    node = yamltext.compose("a: 1\nb: 2\n")
    assert isinstance(node, yaml.MappingNode)
    assert node.value[1][0].start_mark.line == 1


def test_tags_run_nothing() -> None:
    with pytest.raises(yaml.YAMLError):
        yamltext.parse("!!python/object/apply:os.getcwd []")
