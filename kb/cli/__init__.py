"""The command line: arguments and printing, nothing else."""

import os

# Before numpy is imported: the sums are small, and more threads cost more than they bring.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from kb.cli.main import main

__all__ = ["main"]
