"""Mutations of the code, each of which must turn its test red: ``python -m tests.claims.mutations [NAME...]``.

The tree is copied to a temporary folder, changed there, and the test run on it; the working copy is left alone. Prints
"red" or "SURVIVED" for each; exit code 1 when one survived or no longer applies.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_COPIED: Final = ("pipelines", "connectors", "schemas", "tests", "docs", "pyproject.toml")
_SECONDS: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """``old`` in ``file`` becomes ``new``, and ``test`` must fail; ``invariant`` is that of docs/guarantees.md."""

    name: str
    invariant: int
    file: str
    old: str
    new: str
    test: str


_SAME = "tests/claims/test_same_answer.py::"
_FOLDER = "tests/claims/test_folder.py::"
_DAMAGED = "tests/claims/test_damaged_index.py::"
_GROWING = "tests/claims/test_growing_folder.py::"
_STREAM = "tests/claims/test_stream.py::"
MUTATIONS: Final = (
    Mutation(
        name="outcome of arrival is counted",
        invariant=1,
        file="pipelines/aggregation/days.py",
        old='counts["coded" if any(s.reason is None for s in report.sentences) else "no_event"] += 1',
        new="counts[report.outcome] += 1",
        test=_SAME + "test_empty_caches_change_nothing",
    ),
    Mutation(
        name="copies tell nothing",
        invariant=1,
        file="pipelines/coded.py",
        old="tellings=coding.tellings,",
        new="tellings=coding.tellings if duplicate_of is None else (),",
        test=_FOLDER + "test_empty_state_gives_the_same_ids_and_counts",
    ),
    Mutation(
        name="memory address in the report id",
        invariant=2,
        file="pipelines/identity.py",
        old='return digest("report", source, canonical_url or "", normalise(text))',
        new='return digest("report", source, canonical_url or "", normalise(text), str(id(object())), str(id(text)))',
        test=_SAME + "test_where_a_record_stood_is_in_no_id",
    ),
    Mutation(
        name="process's hash in the event id",
        invariant=2,
        file="pipelines/identity.py",
        old="        normalise(sentence),\n",
        new="        str(hash(normalise(sentence))),\n",
        test=_FOLDER + "test_a_new_process_goes_on",
    ),
    Mutation(
        name="last arrived stands",
        invariant=3,
        file="pipelines/aggregation/versions.py",
        old="report = record if own.newest > held.newest else self.report",
        new="report = record",
        test=_SAME + "test_shuffled_doubled_and_split",
    ),
    Mutation(
        name="first arrived is the origin",
        invariant=3,
        file="pipelines/aggregation/days.py",
        old="by_order = sorted(reports, key=origin_order)",
        new="by_order = list(reports)",
        test=_SAME + "test_order_within_the_log_changes_nothing",
    ),
    Mutation(
        name="time of publication is not part of a delivery",
        invariant=3,
        file="pipelines/dedup/deliveries.py",
        old="        report.published_at.isoformat(),\n",
        new="",
        test=_SAME + "test_same_fetch_time",
    ),
    Mutation(
        name="later fetch outweighs newer coder",
        invariant=3,
        file="schemas/records.py",
        old="return (self.coder.rank, self.fetched_at)",
        new="return (self.fetched_at, self.coder.rank)",
        test=_FOLDER + "test_older_coder_never_overwrites_a_newer_one",
    ),
    Mutation(
        name="updated_at is a value",
        invariant=3,
        file="connectors/duckdb.py",
        old='RowKey._fields, day="day", ignored="updated_at")',
        new='RowKey._fields, day="day")',
        test=_FOLDER + "test_updated_at_changes_only_with_a_value",
    ),
    Mutation(
        name="only the last part of the log is read",
        invariant=4,
        file="pipelines/deployments/local.py",
        old='"Name coded files" >> beam.Create([str(part) for part in folder.coded.parts()])',
        new='"Name coded files" >> beam.Create([str(part) for part in folder.coded.parts()[-1:]])',
        test=_FOLDER + "test_shuffled_doubled_and_split_into_three_runs",
    ),
    Mutation(
        name="replaced records go on telling",
        invariant=4,
        file="pipelines/steps/keep_newest.py",
        old="beam.Map(_standing)",
        new="beam.FlatMap(lambda group: map(Standing, group[1]))",
        test=_FOLDER + "test_update_withdraws_what_was_told",
    ),
    Mutation(
        name="days that vanish are left",
        invariant=4,
        file="pipelines/deployments/local.py",
        old="held_days=held,",
        new="held_days=(),",
        test=_FOLDER + "test_update_withdraws_what_was_told",
    ),
    Mutation(
        name="event files of empty days are left",
        invariant=4,
        file="connectors/avro_files.py",
        old="path.unlink(missing_ok=True)",
        new="pass",
        test=_FOLDER + "test_retraction_leaves_only_that_it_was_read",
    ),
    Mutation(
        name="an index is taken for that of any log",
        invariant=1,
        file="pipelines/deployments/index.py",
        old="if any(name not in parts or _mark(parts[name]) != mark for name, mark in known.items()):",
        new="if not parts:",
        test=_GROWING + "test_whatever_happened_to_the_folder",
    ),
    Mutation(
        name="bytes of an index are taken as they are",
        invariant=1,
        file="pipelines/deployments/index.py",
        old="_CHECKED: Final = zlib.MAX_WBITS",
        new="_CHECKED: Final = -zlib.MAX_WBITS",
        test=_DAMAGED + "test_changed_bytes_are_seen",
    ),
    Mutation(
        name="a table that others wrote to is kept",
        invariant=4,
        file="pipelines/deployments/updating.py",
        old="isinstance(sink, StateSink) and self._index.written(sink.state(), self._min_confidence)",
        new="isinstance(sink, StateSink)",
        test=_GROWING + "test_whatever_happened_to_the_folder",
    ),
    Mutation(
        name="what a report told before is not made again",
        invariant=4,
        file="pipelines/aggregation/touched.py",
        old="if standing.trace is not None:",
        new="if standing.trace is None and not standing.report:",
        test=_GROWING + "test_runs_in_slices_are_one_run",
    ),
    Mutation(
        name="the last to come stands in a stream",
        invariant=3,
        file="pipelines/aggregation/parts.py",
        old="history, stands, shares = trace.history, trace.newest, dict(by_day(bare(record)))",
        new="history, stands, shares = trace.history, version, dict(by_day(bare(record)))",
        test=_STREAM + "test_stream_equals_drain",
    ),
    Mutation(
        name="revision counts what stands",
        invariant=3,
        file="pipelines/aggregation/versions.py",
        old="History(self.report_id, len(self.versions), ",
        new="History(self.report_id, 1, ",
        test=_STREAM + "test_revision_only_grows",
    ),
    Mutation(
        name="withdrawals are not sent",
        invariant=4,
        file="pipelines/aggregation/parts.py",
        old="for day in cells.keys() | events.keys()",
        new="for day in shares",
        test=_STREAM + "test_stream_equals_drain",
    ),
    Mutation(
        name="a book that was changed in vain is found again",
        invariant=1,
        file="pipelines/aggregation/shelf.py",
        old='digest.update(f"{part.history}{part.version}{part.stands}".encode())',
        new='digest.update(b"")',
        test="tests/unit/aggregation/test_shelf.py::test_what_a_failed_bundle_put_is_not_found",
    ),
    Mutation(
        name="rows that waited are forgotten with a worker",
        invariant=1,
        file="pipelines/aggregation/book.py",
        old="set() if rows else set(self._cells)",
        new="set()",
        test=_STREAM + "test_memory_lost_on_the_way",
    ),
    Mutation(
        name="a report that gives way leads its story on",
        invariant=3,
        file="pipelines/dedup/links.py",
        old="                if self._leader_of.get(other[1]) == own:\n",
        new="                if self._leader_of.get(other[1]) != own:\n",
        test="tests/unit/dedup/test_links.py::test_same_as_counted_anew",
    ),
    Mutation(
        name="a lone report stays lone when a copy comes",
        invariant=3,
        file="pipelines/dedup/links.py",
        old="        self._lone.discard(report_id)\n",
        new="        pass\n",
        test="tests/unit/dedup/test_links.py::test_same_as_counted_anew",
    ),
    Mutation(
        name="a second version counts the first once more",
        invariant=3,
        file="pipelines/aggregation/book.py",
        old="            cell.note(self.history, before)\n",
        new="            cell.note(self.history, 0)\n",
        test=_STREAM + "test_stream_equals_drain",
    ),
    Mutation(
        name="an incident keeps what a later report told first",
        invariant=3,
        file="pipelines/aggregation/figures.py",
        old="            if known is None or order < known[0]:\n",
        new="            if known is None:\n",
        test="tests/unit/aggregation/test_figures.py::test_sums_are_those_of_what_is_told",
    ),
    Mutation(
        name="an incident of many that a report leaves is not made anew",
        invariant=3,
        file="pipelines/aggregation/figures.py",
        old="            if self._many.pop(key, None) and",
        new="            if False and",
        test="tests/unit/aggregation/test_figures.py::test_sums_are_those_of_what_is_told",
    ),
    Mutation(
        name="the seventh day is late",
        invariant=4,
        file="pipelines/aggregation/parts.py",
        old="return day < appended - LATENESS",
        new="return day <= appended - LATENESS",
        test=_STREAM + "test_day_seven_is_on_time_and_day_eight_is_late",
    ),
    Mutation(
        name="a low confidence counts",
        invariant=4,
        file="pipelines/aggregation/counting.py",
        old='return None if telling.confidence >= min_confidence else "unsure"',
        new="return None",
        test=_SAME + "test_what_counts_is_a_function_of_record_and_setting",
    ),
    Mutation(
        name="a day counts before its time",
        invariant=4,
        file="pipelines/aggregation/counting.py",
        old='        return "ahead"\n',
        new="        return None\n",
        test="tests/unit/aggregation/test_counting.py::test_why_a_telling_does_not_count",
    ),
    Mutation(
        name="an open date is the report's day",
        invariant=4,
        file="pipelines/aggregation/counting.py",
        old='return telling.date_precision == "day" and telling.date_basis != "open"',
        new='return telling.date_precision == "day"',
        test=_SAME + "test_what_counts_is_a_function_of_record_and_setting",
    ),
    Mutation(
        name="the same dead are counted for each wording",
        invariant=4,
        file="pipelines/aggregation/tolls.py",
        old="        regions[region] = max(number, regions.get(region, 0))\n",
        new="        regions[region] = number + regions.get(region, 0)\n",
        test=_SAME + "test_one_run_equals_the_model",
    ),
    Mutation(
        name="types share a toll",
        invariant=4,
        file="pipelines/aggregation/tolls.py",
        old="    return 0 if any(first.get(place, rank) < rank",
        new="    return 0 if any(first.get(place, rank) < ()",
        test="tests/unit/aggregation/test_tolls.py::test_rows_by_type_do_not_share_the_dead",
    ),
    Mutation(
        name="a toll stays when its report goes",
        invariant=3,
        file="pipelines/aggregation/tolls.py",
        old="            self._most.pop(site, None)\n",
        new="            pass\n",
        test="tests/unit/aggregation/test_figures.py::test_sums_are_those_of_what_is_told",
    ),
    Mutation(
        name="rejected records have no outcome",
        invariant=5,
        file="pipelines/ingest/__init__.py",
        old="outcomes = (decoded.outcomes, coded.outcomes)",
        new="outcomes = (coded.outcomes,)",
        test=_FOLDER + "test_every_record_has_one_outcome",
    ),
    Mutation(
        name="repeated deliveries have no outcome",
        invariant=5,
        file="pipelines/steps/code_events.py",
        old='            progress["reports"] += 1\n            yield TaggedOutput(OUTCOMES, outcome)\n',
        new='            progress["reports"] += 1\n',
        test=_FOLDER + "test_every_record_has_one_outcome",
    ),
    Mutation(
        name="a delivery counts as done before its bundle is",
        invariant=5,
        file="pipelines/dedup/deliveries.py",
        old="self._new[key] = THIS_RUN",
        new="self._known.add({key: THIS_RUN})",
        test="tests/unit/dedup/test_shared_memory.py::test_delivery_of_a_failed_bundle_is_not_taken_for_done",
    ),
    Mutation(
        name="bundles pile up before a checkpoint",
        invariant=7,
        file="connectors/kafka/commits.py",
        old="waits = progress.waiting_since is not None and now - progress.waiting_since < LOST_SECONDS",
        new="waits = False",
        test="tests/unit/connectors/test_kafka_commits.py::test_one_bundle_of_a_partition_waits_at_a_time",
    ),
    Mutation(
        name="a snapshot is taken for that of a topic made anew",
        invariant=1,
        file="pipelines/deployments/up/snapshot.py",
        old="return now.is_another(before) or now.partitions != before.partitions",
        new="return now.partitions != before.partitions",
        test="tests/unit/up/test_up_snapshot.py::test_another_topic_of_the_name_is_read_from_its_beginning",
    ),
    Mutation(
        name="a reader goes on in a topic made anew",
        invariant=1,
        file="connectors/kafka/source.py",
        old="check(topic, _planned(element))",
        new="check(topic, log.topic())",
        test="tests/unit/connectors/test_kafka_source.py::test_topic_made_anew_ends_a_read_that_goes_on_at_its_offset",
    ),
    Mutation(
        name="a record time in another unit ends the read",
        invariant=6,
        file="connectors/kafka/raw.py",
        old="except (ValueError, OverflowError, OSError):",
        new="except TypeError:",
        test="tests/unit/connectors/test_kafka_raw.py::test_time_in_another_unit_is_a_problem_of_the_record",
    ),
    Mutation(
        name="dead letters lose their bytes",
        invariant=6,
        file="pipelines/steps/elements.py",
        old="value=raw.value,",
        new='value=b"",',
        test=_FOLDER + "test_unusable_records_keep_their_bytes_and_stop_nothing",
    ),
    Mutation(
        name="a sink's failure is passed over",
        invariant=6,
        file="pipelines/steps/write_days.py",
        old="                    sink.replace_days(self._days)\n",
        new=(
            "                    try:\n"
            "                        sink.replace_days(self._days)\n"
            "                    except OSError:\n"
            "                        pass\n"
        ),
        test=_FOLDER + "test_a_sink_that_fails_fails_the_job",
    ),
)


@contextmanager
def _changed(tree: Path, mutation: Mutation) -> Iterator[bool]:
    """The mutation applied to the copy ``tree``, undone at the end; whether it still applies."""
    file = tree / mutation.file
    text = file.read_text("utf-8")
    applies = text.count(mutation.old) == 1
    if applies:
        file.write_text(text.replace(mutation.old, mutation.new), "utf-8")
    try:
        yield applies
    finally:
        file.write_text(text, "utf-8")


def _passes(tree: Path, test: str) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    if test.startswith("tests/claims/"):  # whose conftest.py registers the profile
        command.append("--hypothesis-profile=first-failure")
    done = subprocess.run(
        [*command, test],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{test}: pytest ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def main(names: list[str]) -> int:
    """Apply each mutation, or those named; the number of those that were not seen to turn their test red."""
    wanted = [mutation for mutation in MUTATIONS if not names or mutation.name in names]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        for name in _COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, tree / name)
        for test in dict.fromkeys(mutation.test for mutation in wanted):
            if not _passes(tree, test):
                raise SystemExit(f"{test} fails without any mutation: mend it first")
        for mutation in wanted:
            with _changed(tree, mutation) as applies:
                verdict = "no longer applies" if not applies else "SURVIVED" if _passes(tree, mutation.test) else "red"
            failed += verdict != "red"
            sys.stdout.write(f"{verdict:9} {mutation.invariant}  {mutation.name}  ({mutation.test})\n")
            sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
