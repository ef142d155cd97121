"""Reads PDF: characters at places become pieces, lines, columns, paragraphs."""
