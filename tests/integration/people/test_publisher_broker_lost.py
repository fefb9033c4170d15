import time

import pytest
from kafka import KafkaAdminClient
from lacking import running_server

from connectors.kafka.errors import DeliveryError
from connectors.kafka.settings import KafkaSettings
from connectors.scrapers import ReportPublisher
from deploy.kafka import LocalBroker
from pipelines.decoding import Decoder

pytestmark = pytest.mark.integration

QUICK = {"delivery_timeout_ms": "3000", "request_timeout_ms": "2000"}
GOOD = {"text": "Envoys met in Arlen.", "published_at": "2022-03-01"}


def test_reports_that_a_lost_broker_did_not_take_are_heard_of() -> None:
    with running_server(LocalBroker()) as broker:
        settings = KafkaSettings(servers=broker.servers, options=QUICK)
        with KafkaAdminClient(bootstrap_servers=broker.servers) as admin:
            admin.create_topics({"raw": {"num_partitions": 1, "replication_factor": 1}}, wait_for_metadata=True)
        began = time.monotonic()
        with pytest.raises(DeliveryError, match="did not take key b'lost'"):
            publish_and_lose(settings, broker)
        assert time.monotonic() - began < 60


def publish_and_lose(settings: KafkaSettings, broker: LocalBroker) -> None:
    """Publish a report, lose the broker, publish another one."""
    with ReportPublisher(settings, Decoder().decode, topic="raw") as reports:
        reports.publish(GOOD | {"report_id": "kept"})
        reports.flush()
        broker.kill()
        reports.publish(GOOD | {"report_id": "lost"})
