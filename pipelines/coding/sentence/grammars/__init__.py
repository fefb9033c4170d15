"""Grammars: each rewrites the parse of another language into the tags and labels that the rules of syntax read."""
