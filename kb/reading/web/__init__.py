"""Reads web pages: tokens become a tree, the tree becomes text with its meaning."""
