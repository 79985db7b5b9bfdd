"""Draw every page and measure it; see ui.screens.command."""

from ui.screens.command import main

if __name__ == "__main__":
    raise SystemExit(main())
