"""Tests, one file a module of `kb/`, by the same name."""
