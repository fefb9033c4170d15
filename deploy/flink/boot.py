"""Start a Python worker for Flink's PROCESS environment: ``python -m deploy.flink.boot --logs FOLDER --id=...``.

What Beam's containers do in a binary of their own: ask the provision service for the job's options, then run the
worker. The worker ends with the TaskManager that started it, however that ends.
"""

import argparse
import json
import os
import sys
import threading
import time
from pathlib import Path

import grpc  # type: ignore[import-untyped]
from apache_beam.portability.api.beam_provision_api_pb2 import GetProvisionInfoRequest, ProvisionInfo
from apache_beam.portability.api.beam_provision_api_pb2_grpc import ProvisionServiceStub
from apache_beam.portability.api.endpoints_pb2 import ApiServiceDescriptor
from google.protobuf import json_format, text_format  # type: ignore[import-untyped]

_ASK_SECONDS = 60
_WATCH_SECONDS = 0.5


def main() -> None:
    """Run a worker until the runner is done with it."""
    parser = argparse.ArgumentParser()
    for name in ("logs", "id", "provision_endpoint", "logging_endpoint", "control_endpoint"):
        parser.add_argument(f"--{name}", required=True)
    args, _ = parser.parse_known_args()
    threading.Thread(target=_end_with, args=(os.getppid(),), name="watch-parent", daemon=True).start()
    _log_to(Path(args.logs) / f"worker-{args.id}-{os.getpid()}.log")

    info = _provision_info(args.provision_endpoint, args.id)
    os.environ["WORKER_ID"] = args.id
    os.environ["PIPELINE_OPTIONS"] = json.dumps(json_format.MessageToDict(info.pipeline_options))
    os.environ["LOGGING_API_SERVICE_DESCRIPTOR"] = _descriptor(info.logging_endpoint.url or args.logging_endpoint)
    os.environ["CONTROL_API_SERVICE_DESCRIPTOR"] = _descriptor(info.control_endpoint.url or args.control_endpoint)
    os.environ["RUNNER_CAPABILITIES"] = " ".join(info.runner_capabilities)

    from apache_beam.runners.worker import sdk_worker_main

    sdk_worker_main.main([])


def _provision_info(endpoint: str, worker_id: str) -> ProvisionInfo:
    with grpc.insecure_channel(endpoint) as channel:
        stub = ProvisionServiceStub(channel)
        asked = stub.GetProvisionInfo(
            GetProvisionInfoRequest(), metadata=[("worker_id", worker_id)], timeout=_ASK_SECONDS
        )
    info: ProvisionInfo = asked.info
    return info


def _descriptor(url: str) -> str:
    return str(text_format.MessageToString(ApiServiceDescriptor(url=url), as_one_line=True))


def _log_to(path: Path) -> None:
    log = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o644)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
