"""Which agency a text names as its origin."""

from pathlib import Path

import pytest

from pipelines.dedup import agency as module
from pipelines.dedup.agency import named_agency

BODY = "The ferry to Haugen will run again from Monday, the harbour master said."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"KOLVA (Reuters) - {BODY}", "Reuters"),
        (f"Ferry runs again ### KOLVA, Arvenia (AP) — {BODY}", "AP"),
        (f"Kolva, Feb. 3 (Xinhua) -- {BODY}", "Xinhua"),
        (f"Kolva (dpa) – {BODY}", "dpa"),
        (f"Kolva (dpa/lund) - {BODY}", "dpa"),
        (f"KOLVA, February 3. /TASS/. {BODY}", "TASS"),
        (f"(ANSA) - KOLVA, 3 FEB - {BODY}", "ANSA"),
        (f"Ferry runs again\nBy Reuters\n{BODY}", "Reuters"),
        (f"Ferry runs again\n\nReuters Staff\n\n{BODY}", "Reuters"),
        (f"Ferry runs again ### By ANE LUND and TOR VIK, Associated Press ### {BODY}", "AP"),
        (f"The Associated Press — By ANE LUND - Associated Press ### {BODY}", "AP"),
        (f"Associated Press\n{BODY}", "AP"),
        (f"The Associated Press | Monday, 7 February ### {BODY}", "AP"),
        (f"By                      ANE LUND     , Associated Press ### {BODY}", "AP"),
        (f"Source: Interfax\n{BODY}", "Interfax"),
        (f"{BODY}\nAFP contributed reporting.", "AFP"),
        (f"{BODY}\nThe Associated Press and Kyodo contributed to this report.", "AP"),
        (f"{BODY}\nWith reporting by AFP, Reuters, and Interfax", "AFP"),
        (f"{BODY}\nWith reporting by RFE/RL's Arvenian Service", "RFE/RL"),
        (f"{BODY} (With inputs from PTI)", "PTI"),
        (f"{BODY}\nCopyright 2022 The Associated Press. All rights reserved.", "AP"),
        (f"{BODY}\nBased on reporting by UPI", "UPI"),
    ],
)
def test_dateline_byline_and_credit_name_the_agency(text: str, agency: str) -> None:
    assert named_agency(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "",
        f"{BODY} The minister told Reuters that he knew nothing of it.",
        f"Arvenia will not yield - TASS\n{BODY}",
        f"{BODY} According to the Associated Press, four boats were lost.",
        f"Boats at the quay. REUTERS/Ane Lund\n{BODY}",
        f"AFP PHOTO / Tor Vik ### {BODY}",
        f"FILE - The quay of Kolva in May. (AP Photo/Ane Lund) ### {BODY}",
        f"By Ane Lund\n{BODY}",
        "By Monday the ferry will run again, the harbour master told Reuters and three other agencies at the old quay.",
    ],
)
def test_agency_that_is_quoted_or_took_the_photograph_is_not_the_origin(text: str) -> None:
    assert named_agency(text) is None


def test_authors_are_bylines() -> None:
    assert named_agency(BODY, authors=["Ane Lund", "Agence France-Presse"]) == "AFP"


def test_dateline_goes_before_byline_and_credit() -> None:
    assert named_agency(f"By Reuters\nKOLVA (AFP) - {BODY}\nThe Associated Press contributed to this report.") == "AFP"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("AFP\tAFP|\n", "line 1: .*forms"),
        ("# names\nAFP\n", "line 2: .*forms"),
        ("AFP\tAFP\nReuters\tReuters|AFP\n", "line 2: 'AFP' already stands for AFP"),
    ],
)
def test_error_in_the_list_of_agencies_names_file_and_line(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "agencies.tsv"
    path.write_text(lines)
    with pytest.raises(ValueError, match=rf"agencies\.tsv, {message}"):
        module._load_agencies(path)
