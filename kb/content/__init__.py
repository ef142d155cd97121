"""From disk to model: find, read strictly, check."""
