"""How the judge is fitted to the written corpus: commands, no part of coding."""
