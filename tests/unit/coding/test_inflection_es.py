"""The forms of Spanish words, by rule and by irregular.tsv; the anchors of the Spanish lexicon can be inflected."""

import re

import pytest

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.inflection_es import forms

FORMS = [
    ("atacar", "v", "ataca atacan atacó atacaron ataque ataquen atacado atacadas atacando atacará atacaría atacarlo"),
    ("secuestrar", "v", "secuestra secuestró secuestrados secuestrándolo secuestraban secuestrase"),
    ("detener", "v", "detiene detuvo detuvieron detenga detendrá detenidos deteniendo"),
    ("exigir", "v", "exige exigen exigió exija exijan exigirán"),
    ("herir", "v", "hiere hieren hirió hirieron hiriendo herido"),
    ("pedir", "v", "pide pidió pidieron pidiendo pidan"),
    ("negar", "v", "niega niegan negó niegue neguemos"),
    ("morir", "v", "muere mueren murió murieron muerto muertas muriendo"),
    ("imponer", "v", "impone impuso impusieron impuesto impuesta impondrá imponga"),
    ("destruir", "v", "destruye destruyó destruyeron destruido destruyendo"),
    ("lanzar", "v", "lanza lanzó lance lancen"),
    ("abrir", "v", "abre abrió abierto abiertas"),
    ("intervenir", "v", "interviene intervino intervendrá intervenga"),
    ("elegir", "v", "elige eligió elija electo elegido"),
    ("evacuar", "v", "evacua evacúa evacuó evacuen"),
    ("enviar", "v", "envía envían envió envíe"),
    ("prohibir", "v", "prohíbe prohibió prohíben"),
    ("agredir", "v", "agrede agredió agredido"),
    ("ministr@", "n", "ministro ministra ministros ministras"),
    ("plantón", "n", "plantón plantones"),
    ("agresor", "n", "agresor agresora agresores agresoras"),
    ("rehén", "n", "rehén rehenes"),
    ("juez", "n", "juez jueces jueza"),
    ("crisis", "n", "crisis"),
    ("desorden", "n", "desorden desórdenes"),
    ("opositor", "a", "opositor opositora opositores"),
    ("francés", "a", "francés francesa franceses"),
    ("explosivo", "a", "explosiva explosivos"),
]


@pytest.mark.parametrize(("lemma", "pos", "wanted"), FORMS)
def test_forms(lemma, pos, wanted):
    assert set(wanted.split()) - forms(lemma, pos) == set()


@pytest.mark.parametrize("path", sorted((DATA / "es" / "triggers").glob("*.tsv")), ids=lambda path: path.stem)
def test_anchors_are_infinitives_and_slots_are_slots(path):
    if path.stem == "classes":
        return
    for row in read_rows(path, 2, 3):
        anchor, *slots = row.cells[0].split()
        lemmas, _, pos = anchor.rpartition("/")
        assert pos in ("v", "n", "a"), row.error(anchor)
        assert all("=" in slot for slot in slots), row.error(row.cells[0])
        if pos == "v":
            assert all(re.search("([aei]r|ír)$", lemma) for lemma in lemmas.split("|")), row.error(anchor)
