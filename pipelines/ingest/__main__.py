"""``python -m pipelines.ingest``: the command line of one pipeline alone."""

import sys

from pipelines.deployments.mains import ingest_main

if __name__ == "__main__":
    sys.exit(ingest_main(sys.argv[1:]))
