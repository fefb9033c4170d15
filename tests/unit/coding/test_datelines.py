"""What an agency puts before a report is no part of its first sentence."""

import time

import pytest

from pipelines.coding.sentence.datelines_romance import dateline_end as romance_dateline_end
from pipelines.coding.sentence.fronts import front_end

REST = "The Kenyan army bombed a camp near Kismayo on Monday."


@pytest.mark.parametrize(
    "front",
    [
        "NAIROBI (Reuters) - ", "NAIROBI, Kenya (AP) -- ", "NAIROBI: ", "UNITED NATIONS — ", "LONDON, AUGUST 17: ",
        "GENEVA, 14 May 2024 – ", "Geneva, 14 May 2024 – ", "14 May 2024, Geneva – ", "Doha, QNA – ", "Cairo, MENA - ",
        "ADDIS ABABA, May 14, 2024 - ", "Amman, Petra -- ", "Baku, May 14, AZN - ", "Brussels, 14 May 2024 - ",
        "DAMASCUS, (SN) – ", "TEL AVIV, Israel, Tuesday, May 14 - ", "Nairobi, Kenya, May 14 (AP) - ", "Beirut — ",
        "AP - ", "Reuters - ", "AFP: ", "USATODAY.com - ", "Los Angeles Times - BAGHDAD — ", "(Reuters) - ",
        "UPDATE 2-", "WRAPUP 1-", "UPDATE 1 - ", "BREAKING: ", "Breaking News | ", "EXCLUSIVE: ", "FILE PHOTO: ",
        "FILE - ", "RPT-UPDATE 3-", "By Ann Lee NAIROBI (Reuters) - ", "By Ann Lee and Bo Um KAMPALA, May 14 - ",
        "KHARTOUM, Sudan, May 14 (Xinhua) -- ", "Xinhua | ", "May 14, 2024 | ", "Monday: ", "In other news: ", "* ",
        "• ", "2) ", "Abuja, Nigeria – ", "ST. PETERSBURG, Russia — ", "SANA'A - ",
        "11:15 – ", "13:00 ", "12.40 ", "09:05 GMT: ", "Niamey, 10 Nov. ", "7:30 pm - ",
        "BEIRUT/DAMASCUS - ", "WASHINGTON/MOSCOW, May 14 (AP) - ", "Port-au-Prince, Haiti (CMC) — ",
    ],
)  # fmt: skip
def test_a_dateline_is_left_out(front: str) -> None:
    assert front_end(front + REST) == len(front)


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO bombed a camp near Kismayo on Monday, the army said.",
        "Kenya - Somalia's largest neighbour - closed the border on Monday.",
        "Kenya and Somalia, May 14 or not, closed the border to all trade.",
        "Moscow, Beijing and Tehran condemned the strikes on Monday.",
        "Moscow condemned the strikes - Beijing did not say anything at all.",
        "Twenty-five soldiers were killed near Kismayo on Monday.",
        "UN-backed troops attacked a camp near Kismayo on Monday.",
        "Update on the war: the army bombed a camp near Kismayo.",
        "Israel-Hamas talks ended in Cairo without a deal on Monday.",
        "Reuters reported that the army had bombed a camp near Kismayo.",
        "12.40 million people fled from the camp near Kismayo.",
        "10:30 Monday is when the army bombed a camp near Kismayo.",
        "Lagos, Nov. or not, closed the border to all trade.",
        "Dr. Ito (Kenya) said that troops had left the camp near Kismayo.",
    ],
)
def test_what_only_looks_like_one_stays(sentence: str) -> None:
    assert front_end(sentence) == 0


def test_words_of_many_hyphens_cost_a_romance_dateline_nothing() -> None:
    begun = time.process_time()
    assert romance_dateline_end("Aa-" * 40 + ", " + "Aa-" * 40 + " y nada.") == 0
    assert time.process_time() - begun < 1
