"""What needs more than a pattern in C and C++: sizes, lengths and what a pointer points to, read function by function."""
