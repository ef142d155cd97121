"""What a team decided about findings: suppressions, a baseline; and what changed since.

`compare` and `again` are imported by whoever needs them: no plain audit waits for them.
"""

from kb.review.apply import Plan, apply, bare, today
from kb.review.baseline import KnownRun, baseline_bytes, read_baseline, run_from
from kb.review.plan import baseline_file, plan_of, register_file
from kb.review.register import DEFAULT, never_used, read_register, register_from

__all__ = [
    "DEFAULT",
    "KnownRun",
    "Plan",
    "apply",
    "bare",
    "baseline_bytes",
    "baseline_file",
    "never_used",
    "plan_of",
    "read_baseline",
    "read_register",
    "register_file",
    "register_from",
    "run_from",
    "today",
]
