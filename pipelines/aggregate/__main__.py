"""``python -m pipelines.aggregate``: the command line of one pipeline alone."""

import sys

from pipelines.deployments.mains import aggregate_main

if __name__ == "__main__":
    sys.exit(aggregate_main(sys.argv[1:]))
