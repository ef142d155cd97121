"""Reads Word files: paragraphs, runs, tables, notes, boxes, remarks."""
