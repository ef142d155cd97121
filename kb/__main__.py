"""Run the command line with `python -m kb`."""

from kb.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
