"""A local standalone Flink with Beam's job server, without Docker: ``wirewatch flink up``."""

from deploy.flink.cluster import Cluster
from deploy.flink.errors import FlinkFailed, FlinkUnavailable
from deploy.flink.local import down, running, up
from deploy.flink.rest import FlinkRest, Job

__all__ = ["Cluster", "FlinkFailed", "FlinkRest", "FlinkUnavailable", "Job", "down", "running", "up"]
