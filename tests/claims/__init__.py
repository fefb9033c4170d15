"""The claims of docs/guarantees.md, each held by a test: generator, model, and the pipelines set against it."""
