"""Make ``model.zst`` from the model of py3langid 0.4.

python -m pipelines.identifying.make_model
"""

from typing import Final

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.identifying.model import LanguageModel

# The model knows rarer ones too, and takes short English texts for creoles.
LANGUAGES: Final = (
    "ar be bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka ko lt lv mk nl no pl pt ro ru sk sl sq sr "
    "sv sw ta th tr uk ur vi zh"
).split()


def theirs() -> LanguageIdentifier:
    """What ``LANGUAGES`` are told apart by as py3langid comes."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def cut(identifier: LanguageIdentifier) -> LanguageModel:
    return LanguageModel(
        weights=np.ascontiguousarray(identifier.nb_ptc),
        priors=identifier.nb_pc,
        languages=np.array(identifier.nb_classes),
        moves=np.asarray(identifier.tk_nextmove, np.uint32),
        found=np.asarray(identifier.tk_output, np.int32),
        rows=np.asarray(identifier.tk_row, np.uint16),
    )


if __name__ == "__main__":
    cut(theirs()).save()
