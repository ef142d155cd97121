"""What only the whole document shows: balance, agreement with itself, the references it gives."""

from kb.whole.look import CHECKS, WholeChecks

__all__ = ["CHECKS", "WholeChecks"]
