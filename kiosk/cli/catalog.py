"""`kiosk catalog validate`, `show`, `diagram`: service items as data."""

import argparse
from pathlib import Path

from kiosk import catalog
from kiosk.cli.report import CommandFailed, Exit, complain, put, put_json

ITEMS = Path(__file__).parents[2] / "assets" / "catalog"


def validate(options: argparse.Namespace) -> Exit:
    """Every problem of every item, one a line; 2 when there is one."""
    problems = {str(path.stem): catalog.validate(path) for path in all_paths(options.items)}
    if options.json:
        put_json(problems)
    else:
        for name, lines in problems.items():
            put(f"{name}: {'good' if not lines else f'{len(lines)} wrong'}")
    for name, lines in problems.items():
        for line in lines:
            complain(f"{name}: {line}")
    return Exit.USAGE if any(problems.values()) else Exit.DONE


def show(options: argparse.Namespace) -> Exit:
    """The item as the terminal understands it."""
    put(catalog.load(good_path(options.item)).model_dump_json(indent=None if options.json else 2))
    return Exit.DONE


def diagram(options: argparse.Namespace) -> Exit:
    """The item's flow as Mermaid text."""
    text = catalog.diagram(good_path(options.item))
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


def good_path(item: str) -> Path:
    path = path_of(item)
    if problems := catalog.validate(path):
        raise CommandFailed(Exit.USAGE, "\n".join(f"{path.stem}: {line}" for line in problems))
    return path
