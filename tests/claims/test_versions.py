"""Which record of a report stands (D2): an older version or an older coder never overwrites a newer one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from claims.coder import PlainCoder
from claims.generator import decoded
from claims.memory import ingest
from pipelines.aggregation.versions import standing
from schemas import CodedReport, Coder

FIRST = ingest(
    decoded(
        [
            {
                "source": "echo.example",
                "guid": "n-1",
                "text": "Ruritania attacked Graustark in Strelsau.",
                "published_at": "2022-01-20T10:00:00Z",
                "fetched_at": "2022-01-20T11:00:00Z",
                "language": "en",
            }
        ],
        UTC,
    ),
    PlainCoder(),
    UTC,
)[0]
HOUR = timedelta(hours=1)
RANK_2 = Coder(name="plain", version="2", rank=2)


def stands(*records: CodedReport) -> CodedReport:
    """The newest of ``records``, which must be the same in every order."""
    found = {standing(order).report.text: standing(order).report for order in permutations(records)}
    assert len(found) == 1
    return next(iter(found.values()))


def test_latest_fetched_stands() -> None:
    later = replace(FIRST, fetched_at=FIRST.fetched_at + HOUR, text="A later text.")
    assert stands(FIRST, later) == later


def test_higher_rank_stands_though_fetched_earlier() -> None:
    recoded = replace(FIRST, coder=RANK_2, fetched_at=FIRST.fetched_at - HOUR, text="An earlier text.")
    assert stands(FIRST, recoded) == recoded


def test_date_of_publication_does_not_decide() -> None:
    corrected = replace(
        FIRST, published_at=datetime(2021, 1, 1, tzinfo=UTC), fetched_at=FIRST.fetched_at + HOUR, text="Corrected."
    )
    assert stands(FIRST, corrected) == corrected


def test_retraction_stands_before_what_was_fetched_with_it() -> None:
    retraction = replace(FIRST, outcome="no_event", reason="retracted", text="", tellings=(), sentences=())
    assert stands(FIRST, retraction) == retraction


def test_report_stands_again_when_fetched_after_its_retraction() -> None:
    retraction = replace(FIRST, outcome="no_event", reason="retracted", text="", tellings=(), sentences=())
    again = replace(FIRST, fetched_at=FIRST.fetched_at + HOUR)
    assert stands(FIRST, retraction, again) == again


def test_arrival_never_decides() -> None:
    """Of two texts fetched at the same moment the same one stands, whichever of them had a copy before it."""
    texts = [replace(FIRST, text=text, content_hash=text) for text in ("A", "B")]
    copied = [replace(record, outcome="duplicate", reason="same_text", duplicate_of="other") for record in texts]
    assert len({stands(a, b).text for a in (texts[0], copied[0]) for b in (texts[1], copied[1])}) == 1
