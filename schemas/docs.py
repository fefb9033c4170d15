"""What the schemas say of their fields, for other forms than Avro."""

from typing import Final

_AVRO_UNITS: Final = (" Unit: milliseconds since 1970-01-01 UTC.", " Unit: days since 1970-01-01.")


def in_words(doc: str) -> str:
    """A field's doc without the units of Avro's numbers, where times and days have types or texts of their own."""
    for unit in _AVRO_UNITS:
        doc = doc.removesuffix(unit)
    return doc
