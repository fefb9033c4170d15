"""The last look at what a report tells: each telling weighed, the least sure left out."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.network import Network, View
from pipelines.coding.judge.weighing import Setting, Weigher, evidence_of
from schemas import Telling

_BESIDE = 2  # threads that read, beside the one that parses


class Weighing(Protocol):
    """What says at the last how sure a telling is."""

    def begin(self, text: str, start: int, end: int) -> "Future[View | None]":
        """Have a word read; its view comes, or None where nothing reads."""

    def weigh(
        self,
        telling: Telling,
        proposal: Proposal,
        probability: float,
        view: View | None,
        place: int,
        report: Setting,
    ) -> Telling | None:
        """The telling with its confidence, None where it is too unsure to be told."""


class SecondLook:
    """Reads words in their sentences by the network and weighs what was told of them.

    ``begin`` may be called as sentences are found, so that the network reads beside the parser, on another core.
    """

    def __init__(self, network: Network, weigher: Weigher) -> None:
        self._network = network
        self._weigher = weigher
        self._aside = ThreadPoolExecutor(_BESIDE, thread_name_prefix="network")

    def begin(self, text: str, start: int, end: int) -> "Future[View | None]":
        """Have a word read; its view comes."""
        return self._aside.submit(self._network.view, text, start, end)

    def weigh(
        self,
        telling: Telling,
        proposal: Proposal,
        probability: float,
        view: View | None,
        place: int,
        report: Setting,
    ) -> Telling | None:
        """The telling with its confidence, None where it is too unsure to be told."""
        if view is None:
            return telling
        evidence = evidence_of(telling, proposal, probability, view, place, report)
        confidence = self._weigher.confidence(evidence)
        return replace(telling, confidence=confidence) if confidence >= self._weigher.least else None
