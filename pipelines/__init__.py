"""The three pipelines of wirewatch, and the Beam-free algorithms that they are made of."""
