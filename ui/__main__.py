"""Start the terminal; see ui.app."""

import gc

gc.disable()  # until the terminal is built: what is made while modules are loaded is kept anyway

from ui.app import main  # noqa: E402  the collector rests before anything is imported

if __name__ == "__main__":
    raise SystemExit(main())
