from connectors.kafka.topics import TOPICS


def test_topics_are_those_of_the_design() -> None:
    assert {spec.name: spec.cleanup for spec in TOPICS} == {
        "reports.raw": "delete",
        "reports.rejected": "delete",
        "reports.coded": "compact",
        "events": "compact",
        "aggregates.daily": "compact",
        "alerts": "compact",
    }


def test_every_topic_has_append_times_and_says_how_long_it_keeps() -> None:
    for spec in TOPICS:
        configs = spec.configs
        assert configs["message.timestamp.type"] == "LogAppendTime"
        kept = "retention.ms" if spec.cleanup == "delete" else "delete.retention.ms"
        assert int(configs[kept]) >= 7 * 24 * 3600 * 1000


def test_what_is_rejected_fits_with_its_headers() -> None:
    limits = {spec.name: spec.max_message_bytes for spec in TOPICS}
    assert limits["reports.rejected"] > limits["reports.raw"]
