"""Who did it to whom: named actors, noun phrases, and what pronouns and descriptions take up."""
