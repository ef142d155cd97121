"""From what a passage says and what its claim allows to a verdict with reasons."""
