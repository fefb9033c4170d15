"""A day or a week on one page that can be mailed: what is out of the ordinary, and the sentences that carry it."""
