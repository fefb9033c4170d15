"""The tables of both stores as numbered SQL files, and the texts that both stores understand."""
