"""Where records come from and go to: files, Kafka, DuckDB, Parquet."""
