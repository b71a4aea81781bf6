"""Readers of code that stands inside files of other languages, one kind of file a module; nested_pieces.py knows them all."""
