"""An audit with all it rests on in one file, and reading it back to verify it."""
