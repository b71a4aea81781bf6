"""Syntax trees of every language but Python's own: grammars.py names them, parsed.py makes them, rule.py and library.py read rules."""
