"""PostgreSQL as a sink of daily tables: for analysts who share a server, and for jobs that write at once."""
