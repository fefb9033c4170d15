"""``wirewatch desk``: a web page over the tables of a deployment. It reads, and writes nothing of theirs."""
