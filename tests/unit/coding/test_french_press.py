"""French sentences as newspapers print them, made up: the type that each tells, and what is no event."""

import pytest
from unit.coding.foreign import told

from schemas import Telling

EVENTS = [
    ("PROTEST", "Les magistrats gabonais ont déserté les palais de justice depuis mercredi."),
    (
        "PROTEST",
        "Niamey : les commerçants du Grand marché ferment boutique pour protester contre la hausse des loyers.",
    ),
    ("PROTEST", "Une foule compacte a envahi le rond-point Tarik à Antananarivo aux cris de « démission »."),
    ("PROTEST", "Bangui - Les douaniers ont repris leur sit-in devant la direction générale."),
    (
        "PROTEST",
        "À Bruxelles, plusieurs centaines de livreurs à vélo ont roulé jusqu'au siège de l'entreprise pour exiger un salaire horaire.",  # noqa: E501
    ),
    ("PROTEST", "Des taxis-motos en colère ont incendié un poste de contrôle à Lomé après la mort d'un collègue."),
    ("PROTEST", "Guinée : troisième jour de paralysie dans les hôpitaux, les syndicats maintiennent leur mot d'ordre."),
    ("PROTEST", "Les lycéens de Bamako sont dans la rue contre le report du bac."),
    (
        "PROTEST",
        "Le mouvement GenZ 212 appelle et remplit les places : des milliers de jeunes Marocains ont bravé l'interdiction samedi soir.",  # noqa: E501
    ),
    ("PROTEST", "Haïti : journée de colère à Jérémie, où la population a érigé des barricades contre l'insécurité."),
    ("PROTEST", "Gaza : des étudiants de Sciences Po Paris occupent un amphithéâtre."),
    ("PROTEST", "Les agriculteurs wallons ont déversé du lait devant le Parlement européen."),
    ("PROTEST", "Mauritanie : sit-in de diplômés chômeurs devant la présidence à Nouakchott."),
    ("PROTEST", "Grogne à l'université de Ngaoundéré : les enseignants boycottent les examens."),
    ("PROTEST", "Tunis : des avocats en robe manifestent contre l'arrestation d'une consœur."),
    ("ASSAULT", "Sept civils ont été sommairement exécutés par des miliciens Wazalendo à Walikale."),
    ("ASSAULT", "Niger : une attaque attribuée à l'EIGS fait 34 morts près de Banibangou."),
    ("ASSAULT", "Deux gendarmes sont tombés dimanche dans une embuscade tendue par des hommes armés à Foutouri."),
    ("ASSAULT", "L'aviation nigériane a pilonné par erreur un campement d'éleveurs, faisant une dizaine de victimes."),
    ("ASSAULT", "Port-au-Prince : le gang de Grand Ravine sème la mort à Carrefour-Feuilles."),
    ("ASSAULT", "Le corps du journaliste porté disparu a été découvert criblé de balles à Yaoundé."),
    ("ASSAULT", "Un chef de village et ses deux fils ont été assassinés par des présumés combattants ambazoniens."),
    ("ASSAULT", "Nouvelle nuit d'horreur à Mayba : les ADF tuent 66 personnes à la machette."),
    ("ASSAULT", "La police tchadienne a ouvert le feu sur des élèves à Moundou : deux morts."),
    ("ASSAULT", "Deux humanitaires de MSF kidnappés à Zémio."),
    ("ASSAULT", "Gaza : l'armée israélienne vise une école abritant des déplacés, au moins 15 tués."),
    ("ASSAULT", "Un convoi de l'armée malienne a sauté sur une mine entre Gossi et Gao."),
    (
        "ASSAULT",
        "Un policier a été grièvement blessé à coups de couteau à Bruxelles par un homme criant « Allah akbar ».",
    ),
    ("COERCE", "La gendarmerie guinéenne a cueilli à son domicile le coordinateur du FNDC."),
    ("COERCE", "Le chroniqueur Soro Tangboho a été placé en garde à vue à Korhogo."),
    ("COERCE", "Le gouvernorat de Kinshasa interdit toute manifestation publique jusqu'au 30 juin."),
    ("COERCE", "La HAAC suspend deux radios privées pour trois mois à Cotonou."),
    ("COERCE", "Tunisie : l'ancien bâtonnier écroué pour complot contre la sûreté de l'État."),
    ("COERCE", "La douane béninoise met la main sur 200 kilos de cocaïne au port de Cotonou."),
    ("COERCE", "Les forces spéciales congolaises ont repris la localité de Kibumba aux rebelles."),
    ("COERCE", "L'Algérie a refoulé 1 200 migrants subsahariens vers le désert nigérien."),
    ("COERCE", "Couvre-feu instauré à Fort-de-France après une nuit de pillages."),
    ("COERCE", "Descente de police dans les locaux du quotidien Al-Quds à Casablanca."),
    ("COERCE", "Deux députés de l'opposition interpellés à Lubumbashi."),
    ("COERCE", "Descente de police au siège du parti d'opposition à Conakry."),
    ("PROTEST", "Des salariés ont bravé la pluie pour manifester contre la réforme à Nantes."),
    ("PROTEST", "Des milliers de maraîchers sont venus à Bruxelles pour manifester contre l'accord."),
    ("PROTEST", "Des habitants sont descendus manifester à Sfax."),
    ("AID", "Les États-Unis ont cédé douze véhicules blindés à la police haïtienne."),
    ("ASSAULT", "A Goma : des rebelles ont tué trois civils mardi."),
    ("ASSAULT", "Est de la RDC : des rebelles ont tué trois civils mardi."),
]

SILENT = [
    "Le club de Sochaux a assommé Dijon dès l'entame du match.",
    "Les prix du carburant flambent à Dakar.",
    "Une marche gourmande est organisée dimanche dans les vignes du Jura.",
    "Le chanteur ivoirien sort un nouvel album intitulé Barricades.",
    "Les pompiers ont maîtrisé l'incendie qui a ravagé un entrepôt à Sfax.",
    "Le candidat a attaqué la dernière ligne droite de sa campagne.",
    "Le ministre inaugure le nouveau palais de justice de Thiès.",
    "Deux morts dans le naufrage d'une pirogue à Saint-Louis.",
    "Le parquet rappelle que la prescription est de dix ans pour ces faits.",
    "Les vendanges ont commencé sous un soleil de plomb en Champagne.",
    "Le naufrage s'est produit à un jet de pierre du port de Kribi.",
    "Le brut se négociait à 70 dollars, miné par les craintes de récession.",
    "Les cheminots diront lundi s'ils reconduisent la grève.",
    "Des élus débattent d'une loi pour interdire de manifester à Lyon.",
    "Des étudiants ont obtenu le droit de manifester à Lyon.",
    "Des policiers sont venus empêcher des jeunes de manifester à Paris.",
    "Des députés ont voté une loi pour manifester sans autorisation en France.",
    "Des avocats défendent la liberté de manifester à Rabat.",
    "Aucune descente de police dans les locaux du journal Le Pays à Bamako.",
    "Pas de descente de police dans les locaux du quotidien Le Fleuve à Dakar.",
    "Une bagarre au couteau entre voisins fait un mort à Marseille.",
    "Une rixe au couteau entre jeunes fait deux blessés à Lille.",
    "La police de Lyon a arrêté deux voleurs lundi.",
    "Des voleurs ont pris des bijoux à Brest. La police a arrêté quatre hommes lundi.",
]

# sentence, type, a country among the sources or targets
COUNTRIES = [
    ("Kaya : des commerçants ont affronté la police.", "PROTEST", "BFA"),
    ("Ituri : des miliciens de la Codeco ont incendié un village et tué trois enfants.", "ASSAULT", "COD"),
    ("Les FSI ont arrêté deux passeurs.", "COERCE", "LBN"),
    ("La Criet a condamné l'opposant à cinq ans de prison.", "SANCTION", "BEN"),
    ("L'Unamab a observé mercredi un arrêt de travail de 48 heures.", "PROTEST", "BEN"),
    ("Malgré l'interdiction de la préfecture, des étudiants ont défilé jeudi à Lomé.", "PROTEST", "TGO"),
    ("Gaza : l'armée israélienne vise une école abritant des déplacés.", "ASSAULT", "ISR"),
]


@pytest.fixture(scope="module")
def codings() -> dict[str, list[Telling]]:
    texts = [*(row[1] for row in EVENTS), *SILENT, *(row[0] for row in COUNTRIES)]
    return dict(zip(texts, told("fr", *texts), strict=True))


@pytest.mark.parametrize(("kind", "text"), EVENTS, ids=[row[1][:40] for row in EVENTS])
def test_what_is_told(kind: str, text: str, codings: dict[str, list[Telling]]) -> None:
    assert kind in [telling.type for telling in codings[text]]


def test_where_something_is_done_is_no_party_beside_whom_it_befalls() -> None:
    [[expelled], [left]] = told(
        "fr", "Expulsion de l'ambassadeur de France au Niger", "Démission du gouvernement à Antananarivo."
    )
    assert [actor.code for actor in expelled.targets] == ["FRAGOV"]
    assert [actor.code for actor in left.sources] == ["MDGGOV"]
    assert left.place is not None


@pytest.mark.parametrize("text", SILENT, ids=[text[:40] for text in SILENT])
def test_what_is_no_event(text: str, codings: dict[str, list[Telling]]) -> None:
    assert [telling.type for telling in codings[text]] == []


@pytest.mark.parametrize(("text", "kind", "country"), COUNTRIES, ids=[row[0][:40] for row in COUNTRIES])
def test_whose_parties_are(text: str, kind: str, country: str, codings: dict[str, list[Telling]]) -> None:
    sides = [actor for one in codings[text] if one.type == kind for actor in (*one.sources, *one.targets)]
    assert country in [actor.country for actor in sides]
