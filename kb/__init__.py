"""Claims KB: an evidence-grading claims knowledge base.

Import from the rooms, never from here: `from kb.model.claim import Claim`.
"""

__version__ = "0.1.0"
