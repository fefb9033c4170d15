"""The pages: each asks the tables and fills its template."""
