"""The audit report as tagged PDF, set by typst."""
