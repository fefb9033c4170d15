"""``wirewatch judge``: read a random sample of events and say what is right, and see what that says."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from connectors.plain import one_line
from pipelines.cli import words
from pipelines.cli.asking import asking, over_store
from pipelines.cli.judge_fit import fit
from pipelines.cli.judge_report import export, report
from pipelines.cli.judging import file_option, verdict_file
from pipelines.cli.languages import language_option
from pipelines.cli.logs import note
from pipelines.cli.showing import marked, parties
from pipelines.cli.types import event_types
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from pipelines.asking.store import Record, Store

_KEYS: Final = {
    "e": "event",
    "t": "type",
    "m": "modality",
    "s": "source",
    "g": "target",
    "d": "date",
    "p": "place",
    "n": "numbers",
}
_RIGHT, _DONE, _SKIP, _BACK, _QUIT = "y", "\r\n", " ", "b", "q"
_HELP: Final = (
    "y right   wrong: [e]vent [t]ype [m]odality [s]ource tar[g]et [d]ate [p]lace [n]umbers, then Enter"
    "   space skip   b back   q quit"
)
_AROUND: Final = 300


@click.group(
    invoke_without_command=True,
    epilog="Example: wirewatch judge --out out --n 50 --type PROTEST --reader ada",
    short_help="Judge a random sample of events; what is right, by column and type.",
)
@click.option("--n", "number", type=click.IntRange(1, 10_000), default=100, show_default=True, help="How many events.")
@click.option("--reader", envvar="USER", help="Who judges; else the name of the user.")
@click.option("--type", "types", multiple=True, callback=event_types, help="Only of this type (PROTEST); repeatable.")
@click.option("--publisher", "publishers", multiple=True, help="Only told by it; repeatable.")
@language_option("Only told in it (en); repeatable.")
@click.option("--from", "first", type=words.day, metavar="YYYY-MM-DD", help="From this day on.")
@click.option("--to", "last", type=words.day, metavar="YYYY-MM-DD", help="Up to this day.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another one draws another sample.")
@file_option
@over_store
@click.pass_context
def command(
    context: click.Context,
    number: int,
    reader: str | None,
    types: tuple[str, ...],
    publishers: tuple[str, ...],
    languages: tuple[str, ...],
    first: date | None,
    last: date | None,
    seed: int,
    file: Path | None,
    store: "Store",
) -> None:
    """Show events of a random sample one by one, with the sentence, and keep what you say of each.

    Every key is a verdict: y for all right, or the letters of what is wrong and Enter; e: there is no such event.
    A party, place or number that is missing is wrong, too. Events that nobody has judged come first; one that you have
    judged comes again only where it is coded differently since. Verdicts are lines in DIR/judged.jsonl.
    """
    if context.invoked_subcommand is not None:
        return
    from pipelines.asking.finding import Search, SearchError
    from pipelines.asking.judging import sampled
    from pipelines.asking.verdicts import read_verdicts

    if not reader or not reader.strip():
        raise click.UsageError("say who judges: --reader NAME", context)
    kept = verdict_file(store, file)
    search = Search(
        types=types, publishers=publishers, languages=languages, first=first or date.min, last=last or date.max
    )
    held = read_verdicts(kept)
    for line in held.unread:
        note(line)
    try:
        with asking(store) as asked:
            events = sampled(asked, search, held.verdicts, number=number, reader=reader.strip(), seed=seed)
    except SearchError as e:
        raise click.UsageError(str(e), context) from e
    if not events:
        raise click.ClickException(f"nothing of these to judge in {store} that {reader} has not judged")
    days = f"{first or ''}..{last or ''}"
    chosen = {"type": types, "publisher": publishers, "language": languages, "days": () if days == ".." else (days,)}
    sample = " ".join(f"{name}={','.join(values)}" for name, values in chosen.items() if values)
    judged = _Desk(events, reader.strip(), kept, f"seed={seed} {sample}".rstrip()).judge()
    say(f"judged     {some(judged, 'event')} by {reader}, in {kept}; `wirewatch judge report` says what they show")


command.add_command(report)
command.add_command(fit)
command.add_command(export)


class _Desk:
    """One sitting: the events, and where the reader is."""

    def __init__(self, events: "list[Record]", reader: str, file: Path, sample: str) -> None:
        self._events, self._reader, self._file, self._sample = events, reader, file, sample
        self._judged: set[str] = set()

    def judge(self) -> int:
        """Show them until the last or until the reader quits; how many were judged."""
        say(_HELP)
        place = 0
        while place < len(self._events):
            key = self._one(place)
            if key == _QUIT:
                break
            place = max(0, place - 1) if key == _BACK else place + 1
        return len(self._judged)

    def _one(self, place: int) -> str:
        """Show one and take its verdict; gives the key that ended it."""
        event = self._events[place]
        _show(event, f"{place + 1} of {len(self._events)}")
        wrong: list[str] = []
        while True:
            key = _pressed()
            if key in (_QUIT, _SKIP, _BACK):
                return key
            if key == _RIGHT and not wrong:
                self._keep(event, [])
                say("  right")
                return key
            if key in _DONE and wrong:
                self._keep(event, wrong)
                return key
            if key in _KEYS:
                (wrong.remove if _KEYS[key] in wrong else wrong.append)(_KEYS[key])
                say(f"  wrong: {', '.join(wrong) or 'nothing'}")
            else:
                say(_HELP)

    def _keep(self, event: "Record", wrong: list[str]) -> None:
        from pipelines.asking.verdicts import Verdict, add_verdict

        at = datetime.now(UTC).replace(microsecond=0)
        add_verdict(self._file, Verdict.on(event, wrong, reader=self._reader, at=at, sample=self._sample))
        self._judged.add(event["event_id"])


def _pressed() -> str:
    try:
        key = click.getchar()
    except EOFError:
        return _QUIT
    except OSError as e:
        raise click.ClickException("judging takes keys: run it in a terminal, or judge on the desk's page") from e
    if key in ("", "\x04"):  # the end of what is typed
        return _QUIT
    return key.lower()


def _show(event: "Record", number: str) -> None:
    text = event["text"] or ""
    start, end = event["sentence_start"], event["sentence_end"]
    say("")
    say(f"{number}   {event['publisher'] or ''}  {event['published_at']:%Y-%m-%d %H:%M}  {event['url'] or ''}")
    if event["title"]:
        say(f"  {event['title']}")
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if before.strip():
        click.secho(f"  ... {one_line(before.strip())}", dim=True)
    say(f"  {marked(event)}")
    if after.strip():
        click.secho(f"  {one_line(after.strip())} ...", dim=True)
    mode = f"/{event['mode']}" if event["mode"] else ""
    say(f"  type      {event['type']}{mode}")
    deed = f", the deed {event['deed_modality']}" if event["deed_modality"] else ""
    say(f"  modality  {event['modality']}{deed}")
    say(f"  who       {parties(event)}")
    for side in ("sources", "targets"):
        say(f"  {side:9} " + ("; ".join(f"{party['text']} = {party['code'] or '?'}" for party in event[side]) or "-"))
    say(f"  date      {event['event_date']} ({event['date_basis']}, to the {event['date_precision']})")
    place = f"{event['place_name']} ({event['place_country']})" if event["place_name"] else "-"
    say(f"  place     {place}")
    names = ("killed", "injured", "arrested", "protesters", "troops")
    say("  numbers   " + (", ".join(f"{name} {event[name]:,}" for name in names if event[name] is not None) or "-"))
