"""Values followed from where they come in to where they do harm, in every language but Python.

lowering.py and a file a language make the syntax tree plain (terms.py); expressions.py, statements.py and calls.py follow values
(values.py) through it; library.py says what sources, sinks and cleaners are (policies/flow); engine.py is the engine.
"""
