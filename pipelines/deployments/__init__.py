"""What runs where, for how long, and who is told.

A folder of files (``local``, ``updating``, ``inbox``, ``pruning``), a broker drained (``broker``, ``backfill``),
streams without end (``streams``, ``alert_stream``), one machine that keeps running (``up``), alerts and their
receivers (``alerts``, ``watching``).
"""
