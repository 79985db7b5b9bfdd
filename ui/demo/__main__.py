"""Play a scripted visit; see ui.demo.command."""

from ui.demo.command import main

if __name__ == "__main__":
    raise SystemExit(main())
