"""From a text to parsed sentences: split, fronts, gate, parser, and questions about a parse."""
