"""Start a Python worker for Flink's PROCESS environment: ``python -m deploy.flink.boot --id=...``.

What Beam's containers do in a binary of their own: ask the provision service for the job's options, then run the
worker. The worker ends with the TaskManager that started it, however that ends.
"""

import argparse
import gc
import json
import os
import threading
import time
from typing import Any

import grpc  # type: ignore[import-untyped]
from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc, endpoints_pb2
from google.protobuf import json_format, text_format  # type: ignore[import-untyped]

from connectors.private import keep_private

_ASK_SECONDS = 60
_WATCH_SECONDS = 0.5


def main() -> None:
    """Run a worker until the runner is done with it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--id", required=True)
    parser.add_argument("--provision_endpoint", required=True)
    args, _ = parser.parse_known_args()
    keep_private()
    threading.Thread(target=_end_with, args=(os.getppid(),), name="watch-parent", daemon=True).start()
    info = _provision_info(args.provision_endpoint, args.id)
    os.environ["WORKER_ID"] = args.id
    os.environ["PIPELINE_OPTIONS"] = json.dumps(json_format.MessageToDict(info.pipeline_options))
    os.environ["LOGGING_API_SERVICE_DESCRIPTOR"] = _descriptor(info.logging_endpoint.url)
    os.environ["CONTROL_API_SERVICE_DESCRIPTOR"] = _descriptor(info.control_endpoint.url)
    os.environ["RUNNER_CAPABILITIES"] = " ".join(info.runner_capabilities)

    from apache_beam.runners.worker import sdk_worker_main

    gc.set_threshold(100_000, 50, 100)  # what a worker remembers are records, not cycles, and there are many
    sdk_worker_main.main([])


def _provision_info(endpoint: str, worker_id: str) -> Any:
    with grpc.insecure_channel(endpoint) as channel:
        service = beam_provision_api_pb2_grpc.ProvisionServiceStub(channel)
        request = beam_provision_api_pb2.GetProvisionInfoRequest()
        return service.GetProvisionInfo(request, metadata=[("worker_id", worker_id)], timeout=_ASK_SECONDS).info


def _descriptor(url: str) -> str:
    return str(text_format.MessageToString(endpoints_pb2.ApiServiceDescriptor(url=url), as_one_line=True))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
