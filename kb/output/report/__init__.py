"""The audit report as one model, whatever it is printed as; its references; its PDF template."""

from kb.output.report.build import Report, report

__all__ = ["Report", "report"]
