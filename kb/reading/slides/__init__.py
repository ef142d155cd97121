"""Reads presentations: slides in reading order, their notes and comments."""
