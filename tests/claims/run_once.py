"""One run in a process of its own: ``python -m claims.run_once ZONE OUT FILE...`` ingests, then aggregates."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from claims.coder import PlainCoder
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files

if __name__ == "__main__":
    zone, out, *paths = sys.argv[1:]
    folder = Folder(Path(out))
    with folder.held():
        ingest_files(paths, folder, zone=ZoneInfo(zone), make_coder=partial(PlainCoder, rank=2, version="2"))
        aggregate_folder(folder, now=datetime(2022, 3, 1, tzinfo=UTC))
