"""What happened: lexicon entries matched in a parse, followed outwards to the events that a sentence tells."""
