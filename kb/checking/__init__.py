"""Content proves itself: every rule over a knowledge base, with file, line and counts.

Above the engine, because a claim's examples are checked by judging them:
docs/decisions/0010-checks-above-the-engine.md.
"""

from kb.checking.check import check, lines, rule_lines
from kb.checking.result import CheckResult, Problem, Rule, Tally
from kb.checking.rules import RULES

__all__ = ["RULES", "CheckResult", "Problem", "Rule", "Tally", "check", "lines", "rule_lines"]
