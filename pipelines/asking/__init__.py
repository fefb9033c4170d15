"""What people ask of a deployment's tables: plain functions over DuckDB or PostgreSQL, no command line and no page."""
