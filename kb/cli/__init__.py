"""The command line: arguments and printing, nothing else."""

from kb.cli.main import main

__all__ = ["main"]
