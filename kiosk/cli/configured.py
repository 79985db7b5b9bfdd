"""The terminal's configuration, for commands: the same rules as the terminal's own, troubles in a sentence."""

from pathlib import Path

from kiosk.cli.report import CommandFailed, Exit
from kiosk.config.settings import Settings, SettingsError, load


def settings_of(path: Path) -> Settings:
    """Raises CommandFailed (usage) naming the file and the key that is wrong."""
    try:
        return load(path)
    except SettingsError as error:
        raise CommandFailed(Exit.USAGE, str(error)) from error
