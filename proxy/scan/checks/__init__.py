"""Own checks on Python, one topic a file, as a fold over statements: `facts, hits = step(facts, statement)`.

facts: what the statements so far tell of names; names: words and dotted names; flow: what an expression may hold; fold: the statements;
calls: what a check is given; the other files are the checks; metadata: what the rules mean.
"""
