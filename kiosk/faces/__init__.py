"""The three faces. HTTP only: parse, call, answer. They do not import each other."""
