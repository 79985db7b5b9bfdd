"""A ServiceItem as written in assets/catalog/*.yaml: what it is, what it needs, its words, its sub-flows.

Element names follow GB/T 39046-2020 and the national list of elements of 实施清单 where they exist.
"""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from kiosk.domain import yamltext
from kiosk.flow.model import Capability

SubFlow = Literal["introduce", "identify", "verify", "fill", "promise", "submit", "print", "rate", "take"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FactText(_Record):
    number: str
    unit: str
    label: str
    icon: str
    elder_label: str = ""
    elder_unit: str = ""


class StageText(_Record):
    icon: str
    name: str
    text: str


class ConsentText(_Record):
    version: str
    title: str
    lines: list[str]
    lines_elder: list[str]
    aside: str
    notice: list[str] = Field(max_length=8)


class QuestionText(_Record):
    id: str
    title: str
    rows: list[str] = Field(min_length=1, max_length=2)


class PromiseText(_Record):
    version: str
    title: str
    lines: list[str] = Field(min_length=1, max_length=4)
    note: str


class ResultText(_Record):
    line: str
    line_elder: str
    line_kept: str
    line_kept_elder: str


class ServiceItem(_Record):
    """One thing that can be done (事项)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    task_code: str = Field(min_length=1, max_length=50)
    version: str
    name: str = Field(max_length=20)
    short_name: str = Field(max_length=8)
    hint: str = Field(max_length=16)
    icon: str
    picture: str
    task_type: Literal["01", "05", "07", "08", "09", "10", "20"]
    project_type: Literal[1, 2, 9]
    department: str
    phone: str
    terminal: bool
    assurance: Literal["L0", "L1", "L2"]
    needs: list[Capability]
    uses: list[Capability]
    subflows: list[SubFlow]
    summary: str
    summary_elder: str
    facts: list[FactText] = Field(min_length=1, max_length=3)
    stages: list[StageText] = Field(max_length=5)
    stage_names: list[str] = Field(min_length=1, max_length=6)
    consent: ConsentText
    questions: list[QuestionText]
    correctable: list[str]
    disputable: list[str]
    numerals: list[str]
    promise: PromiseText
    result: ResultText
    retention: str


class CatalogueError(Exception):
    """A file of the catalogue cannot be used; each line of the message names file, line and remedy."""


def load(path: Path) -> ServiceItem:
    """Read one item. Raises CatalogueError."""
    problems, item = _read(path)
    if item is None:
        raise CatalogueError("\n".join(problems))
    return item


def load_all(directory: Path) -> dict[str, ServiceItem]:
    """Every item of a directory by id, in the order of file names. Raises CatalogueError."""
    items: dict[str, ServiceItem] = {}
    for path in sorted(directory.glob("*.yaml")):
        item = load(path)
        if item.id in items:
            raise CatalogueError(f"{path.name}: the id {item.id!r} is taken by another file")
        items[item.id] = item
    return items


def validate(path: Path) -> list[str]:
    """What is wrong with a file, or with every file of a directory: `file:line: what: remedy`."""
    paths = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return [problem for each in paths for problem in _read(each)[0]]


def _read(path: Path) -> tuple[list[str], ServiceItem | None]:
    try:
        text = path.read_text(encoding="utf-8")
        node = yamltext.compose(text)
        data = yamltext.parse(text)
    except OSError as error:
        return [f"{path.name}: cannot be read ({error.strerror})"], None
    except yaml.YAMLError as error:
        return [f"{path.name}: is no YAML: {error}"], None
    try:
        return [], ServiceItem.model_validate(data)
    except ValidationError as error:
        return [f"{path.name}:{_line(node, found['loc'])}: {_words(found)}" for found in error.errors()], None


def _words(found: ErrorDetails) -> str:
    """A pydantic finding in words of the file: where, and what to do."""
    where = ".".join(str(part) for part in found["loc"]) or "the file"
    return f"{where}: {found['msg']}"


def _line(node: yaml.Node | None, loc: tuple[int | str, ...]) -> int:
    """Line (from 1) of the innermost node that exists along a path of keys."""
    for part in loc:
        following = _child(node, part)
        if following is None:
            break
        node = following
    return node.start_mark.line + 1 if node is not None else 1


def _child(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None
