"""`kiosk catalog validate`, `show`, `diagram`: service items as data."""

import argparse
from pathlib import Path

from kiosk.catalog import compile as flows
from kiosk.catalog import model
from kiosk.cli.report import CommandFailed, Exit, complain, put, put_json

ITEMS = Path(__file__).parents[2] / "assets" / "catalog"


def validate(options: argparse.Namespace) -> Exit:
    """Every problem of every item, one a line; 2 when there is one."""
    problems = {path.stem: problems_of(path) for path in all_paths(options.items)}
    if options.json:
        put_json(problems)
    else:
        for name, lines in problems.items():
            put(f"{name}: {'good' if not lines else f'{len(lines)} wrong'}")
    for line in (line for lines in problems.values() for line in lines):
        complain(line)
    return Exit.USAGE if any(problems.values()) else Exit.DONE


def problems_of(path: Path) -> list[str]:
    """What is wrong with the file, or when the file is right with its flow."""
    return model.validate(path) or flows.dangling(model.load(path))


def show(options: argparse.Namespace) -> Exit:
    """The item as the terminal understands it."""
    item = item_of(options.item)
    put_json(item.model_dump(mode="json")) if options.json else put(item.model_dump_json(indent=2))
    return Exit.DONE


def diagram(options: argparse.Namespace) -> Exit:
    """The item's flow as Mermaid text."""
    text = flows.diagram(item_of(options.item))
    put_json({"mermaid": text}) if options.json else put(text)
    return Exit.DONE


def all_paths(items: list[str]) -> list[Path]:
    return [path_of(item) for item in items] or sorted(ITEMS.glob("*.yaml"))


def path_of(item: str) -> Path:
    """An item's file, by its path or by its name in the catalogue."""
    for path in (Path(item), ITEMS / f"{item}.yaml"):
        if path.is_file():
            return path
    known = ", ".join(sorted(path.stem for path in ITEMS.glob("*.yaml"))) or "none"
    raise CommandFailed(Exit.USAGE, f"There is no service item {item!r}; there are: {known}.")


def item_of(item: str) -> model.ServiceItem:
    try:
        return model.load(path_of(item))
    except model.CatalogueError as error:
        raise CommandFailed(Exit.USAGE, str(error)) from error
