"""The behaviour suites of sinks stand with the unit tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "unit" / "connectors"))
