"""Where pipelines read and write: a folder, a broker drained, streams without end."""
