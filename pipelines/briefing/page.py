"""A briefing as one HTML page: nothing is fetched, nothing runs in it, and it prints as it is."""

from pipelines.briefing.content import Briefing
from pipelines.briefing.wording import cell_name, change_name, parties, times, title
from pipelines.desk.charts import over_days
from pipelines.desk.marking import marked
from pipelines.desk.templating import templates_of
from pipelines.desk.wording import country, number, outside, reason, text
from pipelines.desk.world import VIEW, lands, spots


def page(briefing: Briefing) -> str:
    """The whole page."""
    made = templates_of("pipelines.briefing")
    made.filters |= {"shown": text, "number": number, "outside": outside, "country": country, "reason": reason}
    made.filters |= {"cell": cell_name, "change": change_name, "times": times, "parties": parties, "marked": marked}
    by_country: dict[str, int] = {}
    for place in briefing.places:
        by_country[place.country] = by_country.get(place.country, 0) + place.events
    points = [
        (place.lon, place.lat, place.name, place.country, place.events)
        for place in briefing.places
        if place.lat is not None and place.lon is not None
    ]
    return made.get_template("brief.html").render(
        briefing=briefing,
        title=title(briefing),
        chart=over_days(briefing.series, {}, measure=briefing.measure),
        lands=lands(by_country),
        spots=spots(points),
        view=VIEW,
    )
