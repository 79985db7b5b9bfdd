"""The terminal's configuration, for commands: the same rules as the terminal's own, troubles in a sentence."""

import sys
from pathlib import Path

from drivers import registry
from kiosk.cli.report import CommandFailed, Exit, complain
from kiosk.config.settings import Settings, SettingsError, load


def settings_of(path: Path) -> Settings:
    """Raises CommandFailed (usage) naming the file and the key that is wrong."""
    try:
        return load(path)
    except SettingsError as error:
        raise CommandFailed(Exit.USAGE, str(error)) from error


def usable(path: Path) -> Exit:
    """Whether a terminal could be built from the file, its devices' drivers included; says in words why not."""
    try:
        for name, device in settings_of(path).devices.items():
            try:
                registry.create(device.family, device.address, device.profile)
            except ValueError as error:  # of the registry, or of a driver that cannot use its profile
                raise CommandFailed(Exit.USAGE, f"{path}: devices.{name}: {error}.") from error
    except CommandFailed as failure:
        complain(str(failure))
        return failure.code
    return Exit.DONE


if __name__ == "__main__":
    sys.exit(usable(Path(sys.argv[1])))
