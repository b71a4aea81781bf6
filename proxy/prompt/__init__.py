"""The prompt's side: texts of a request -> what stands in them -> placeholders -> the answer with what they stand for."""
