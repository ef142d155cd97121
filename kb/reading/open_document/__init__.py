"""Reads OpenDocument texts, zipped or flat."""
