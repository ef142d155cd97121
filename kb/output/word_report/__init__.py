"""The audit report as a Word document: the same report as in PDF, to be edited and sent on."""

from kb.output.word_report.write import write

__all__ = ["write"]
