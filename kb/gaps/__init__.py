"""What copy asserts and no claim covers: the curators' list of work."""

from kb.gaps.report import DOUBTFUL, gaps

__all__ = ["DOUBTFUL", "gaps"]
