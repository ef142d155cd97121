"""Exports: an audit or a knowledge base in a form that somebody else can use."""
