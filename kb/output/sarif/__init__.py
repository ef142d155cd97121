"""Findings as a SARIF log, for code hosts and editors."""
