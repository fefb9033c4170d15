"""Ingest: raw reports in, coded records out, one for each report; what cannot be used goes to the dead letters.

    raw -> decode reports -> link copies -> code events -> coded
                |                                |
       rejected, outcomes               rejected, outcomes

``python -m pipelines.ingest --input FILE... --out DIR`` runs it alone on files, with Beam's own options.
"""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

import apache_beam as beam

from pipelines.coding.document import EventCoder
from pipelines.decoding import Decoder
from pipelines.dedup.memory import CopyMemory
from pipelines.steps.code_events import CodeEvents
from pipelines.steps.decode_reports import DecodeReports
from pipelines.steps.limit_rejected import RejectLimit
from pipelines.steps.link_copies import LinkCopies
from schemas import CodedReport


class Ingested(NamedTuple):
    """The outputs of ingest; what is coded and what is rejected must be written by the caller."""

    coded: beam.PCollection
    """CodedReport: each replaces the report's previous one."""
    rejected: beam.PCollection
    """Rejected: dead letters."""
    outcomes: beam.PCollection
    """InputOutcome: exactly one for each input record; the counters ``reports.*`` have their sums."""


def ingest(
    raw: beam.PCollection,
    *,
    decoder: Decoder,
    coded_before: Callable[[], Iterable[CodedReport]],
    load_coder: Callable[[], EventCoder],
    zone: tzinfo,
    limit: RejectLimit | None = None,
    recall: Callable[[Callable[[], Iterable[CodedReport]]], CopyMemory] = CopyMemory.filled,
) -> Ingested:
    """RawRecord to coded records, dead letters and outcomes.

    ``coded_before`` gives the records coded so far, from which caches are filled; without them everything comes out
    equal but what is given on arrival. ``load_coder`` makes the event coder in each worker; ``zone`` dates undated
    sentences and is fixed for a deployment. With a ``limit`` a feed that is broken stops the pipeline (invariant 6).
    ``recall`` makes a worker's memory of copies from ``coded_before``, or gives one that it kept.
    """
    decoded = raw | "Decode reports" >> DecodeReports(decoder, limit)
    linked = decoded.reports | "Link copies" >> LinkCopies(partial(recall, coded_before))
    coded = linked | "Code events" >> CodeEvents(load_coder, zone)
    rejected = (decoded.rejected, coded.rejected) | "Join dead letters" >> beam.Flatten()
    outcomes = (decoded.outcomes, coded.outcomes) | "Join outcomes" >> beam.Flatten()
    return Ingested(coded.coded, rejected, outcomes)
