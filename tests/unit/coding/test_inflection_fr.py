"""The forms of French words, by rule and by irregular.tsv; the anchors of the French lexicon can be inflected."""

from pathlib import Path

import pytest

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.inflection_fr import forms

VERBS = [
    ("arrêter", "arrête arrêtent arrêtait arrêta arrêtèrent arrêtera arrêteraient arrêté arrêtée arrêtés arrêtant"),
    ("menacer", "menace menaçait menaça menaçant menacé menacent"),
    ("diriger", "dirigea dirigeait dirigeant dirigent"),
    ("libérer", "libère libèrent libérera libèrera libéré"),
    ("appeler", "appelle appellent appelait appellera"),
    ("déployer", "déploie déploient déploiera déployé"),
    ("saisir", "saisit saisissent saisissait saisira saisi saisies saisissant"),
    ("détenir", "détient détiennent détenait détiendra détinrent détenu détenues"),
    ("rendre", "rend rendent rendait rendit rendra rendu rendues"),
    ("prendre", "prend prennent prenait prit prirent prendra pris prises"),
    ("mourir", "meurt meurent mourait mourut mourra mort morts"),
    ("déchoir", "déchoit déchu déchue déchus déchut"),
    ("réouvrir", "réouvre réouvert réouverte réouvrit"),
    ("éconduire", "éconduit éconduisent éconduite éconduits"),
    ("envoyer", "envoie envoient envoya enverra envoyé"),
    ("être", "est sont était étaient fut furent sera soit été"),
    ("avoir", "a ont avait avaient eut aura ait eu"),
]


@pytest.mark.parametrize(("lemma", "wanted"), VERBS, ids=[lemma for lemma, _ in VERBS])
def test_verbs(lemma: str, wanted: str) -> None:
    assert set(wanted.split()) <= forms(lemma, "v")


def test_nouns_and_adjectives() -> None:
    assert forms("ouvrier@", "n") == {"ouvrier", "ouvriers", "ouvrière", "ouvrières"}
    assert forms("journal", "n") == {"journal", "journaux", "journals"}
    assert {"agricultrice", "agricultrices"} <= forms("agriculteur@", "n")
    assert {"national", "nationale", "nationaux", "nationales"} <= forms("national", "a")
    assert forms("attaque", "n") == {"attaque", "attaques"}


@pytest.mark.parametrize("path", sorted((DATA / "fr" / "triggers").glob("*.tsv")), ids=lambda path: path.stem)
def test_anchors_are_words(path: Path) -> None:
    for row in read_rows(path, 1, 3):
        anchor, _, pos = row.cells[0].split()[0].rpartition("/")
        for lemma in anchor.split("|") if path.stem != "classes" else ():
            assert pos != "v" or lemma.endswith(("er", "ir", "re", "ïr")), f"{path.name}:{row.line}: {lemma}"
