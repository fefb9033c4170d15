"""Events made by hand."""

from datetime import date

from rows import DAY, NOW

from schemas import Coder, Counts, Event

SENTENCE = "“Troops” of Alphaland shelled a town in Betaland."


def event(event_id: str, day: date = DAY) -> Event:
    return Event(
        event_id=event_id,
        event_date=day,
        date_precision="day",
        date_basis="report",
        type="ASSAULT",
        quad_class=4,
        score=-9.0,
        cameo_code="190",
        modality="asserted",
        counts=Counts(),
        sentence=SENTENCE,
        sentence_start=0,
        sentence_end=len(SENTENCE),
        trigger_start=0,
        trigger_end=1,
        coder=Coder(name="plain", version="1", rank=1),
        confidence=1.0,
        report_id=event_id.swapcase(),
        url=f"https://herald.example/{event_id}",
        publisher="herald.example",
        published_at=NOW,
        story_id="s",
    )
