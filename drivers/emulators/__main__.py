"""Start emulators and their control door; see drivers.emulators.base."""

from drivers.emulators.rig import main

if __name__ == "__main__":
    raise SystemExit(main())
