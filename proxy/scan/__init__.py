"""The scanner libraries live here and nowhere else. base: nouns of this room; runner: the parent's side; worker: the child's."""
