"""The last look at what a report tells: each telling weighed, the least sure left out."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.network import Network, View
from pipelines.coding.judge.weighing import Weigher, evidence_of
from schemas import Telling

_LEAD = 600  # characters of a report that show what kind of news it is


class SecondLook:
    """Reads words in their sentences by the network and weighs what was told of them.

    ``begin`` may be called as sentences are found, so that the network reads beside the parser, on another core.
    """

    def __init__(self, network: Network, weigher: Weigher) -> None:
        self._network = network
        self._weigher = weigher
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="network")

    def begin(self, text: str, start: int, end: int) -> "Future[View]":
        """Have a word read; its view comes."""
        return self._aside.submit(self._network.view, text, start, end)

    def begin_lead(self, sentences: Sequence[str]) -> "Future[View]":
        """Have the first words of a report read."""
        lead = sentences[0] if len(sentences) == 1 or len(sentences[0]) >= 80 else " ".join(sentences[:2])
        return self.begin(lead[:_LEAD], 0, 0)

    def weigh(
        self,
        telling: Telling,
        proposal: Proposal,
        probability: float,
        views: tuple[View, View],
        place: int,
        sentences: int,
    ) -> Telling | None:
        """The telling with its confidence, None where it is too unsure to be told; ``views`` of the word, the lead."""
        evidence = evidence_of(telling, proposal, probability, *views, place, sentences)
        confidence = self._weigher.confidence(evidence)
        return replace(telling, confidence=confidence) if confidence >= self._weigher.least else None
