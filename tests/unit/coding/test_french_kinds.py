"""What French says of positions and of the sky over a country: taken, spoken, closed to whom; all made up."""

import pytest
from unit.coding.foreign import told


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Les rebelles affirment avoir pris position autour de Bambari.", ["MOBILIZE"]),
        ("Des soldats ont pris position aux abords du palais présidentiel.", ["MOBILIZE"]),
        ("L'armée a repris la position de Kona.", ["COERCE"]),
        ("Les rebelles ont pris la ville de Bria.", ["COERCE"]),
        ("La ministre dit avoir pris position contre la réforme.", []),
        ("Le syndicat a pris position en faveur du texte.", []),
        ("L'Église a pris position sur la réforme.", []),
        ("L'Algérie ferme son espace aérien aux avions marocains.", ["SANCTION"]),
        ("Le Niger a fermé son espace aérien aux compagnies françaises.", ["SANCTION"]),
        ("Le Niger ferme son espace aérien.", ["COERCE"]),
    ],
)
def test_what_is_told(text: str, kinds: list[str]) -> None:
    assert [telling.type for telling in told("fr", text)[0]] == kinds
