"""Engine "shell": what commands do. reading.py makes calls of a text, the checks look at calls, engine.py gives findings."""
