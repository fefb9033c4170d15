"""Reports that look back over months: what they tell without a day is not of theirs."""

from datetime import date

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

PUBLISHED = date(2023, 9, 14)
REVIEW = (
    "A season in Zambian politics\n\n"
    "On June 12, President Moyo opened a dam in Kitwe. Senator Tembo accused Moyo of theft. "
    "In late June, floods cut the road to Ndola. The minister of roads resigned. "
    "On July 4, the central bank raised its rate. Moyo criticized the bank. "
    "In mid-July, a new party was founded. Tembo praised its leaders. "
    "On August 9, parliament returned from its recess. Tembo accused the speaker of bias."
)
NEWS = (
    "Zambian senator accuses president\n\n"
    "Senator Tembo accused President Moyo of theft on Thursday. Moyo criticized the senator. "
    "In June, the central bank raised its rate. The minister of roads resigned."
)


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=PUBLISHED)])
    return list(coding.tellings)


def test_what_a_review_of_months_tells_without_a_day_is_of_the_past(coder: EventCoder) -> None:
    tellings = told(coder, REVIEW)
    assert {t.type for t in tellings} >= {"ACCUSE"}
    assert {(t.modality, t.event_date == PUBLISHED and t.date_basis) for t in tellings} <= {
        ("historical", False),
        ("historical", "open"),
    }


def test_news_with_a_look_back_stays_of_its_day(coder: EventCoder) -> None:
    assert [(t.type, t.modality) for t in told(coder, NEWS)][:2] == [("ACCUSE", "asserted")] * 2
