"""Reads RTF: tokens, groups, and the paragraphs that they make."""
