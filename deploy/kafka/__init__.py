"""A local single-node Kafka without Docker, for development and tests: ``python -m deploy.kafka up``."""

from deploy.kafka.broker import Listener, LocalBroker, down, up
from deploy.kafka.errors import BrokerFailed, BrokerUnavailable

__all__ = ["BrokerFailed", "BrokerUnavailable", "Listener", "LocalBroker", "down", "up"]
