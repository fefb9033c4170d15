"""``python -m pipelines.alert``: the command line of one pipeline alone."""

import sys

from pipelines.deployments.alert_main import alert_main

if __name__ == "__main__":
    sys.exit(alert_main(sys.argv[1:]))
