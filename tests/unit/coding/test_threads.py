"""A process that codes uses one thread for matrix products, whatever the library and the environment say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CODE = """
from datetime import date
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
coder = EventCoder.load()
coder.code([Document(text="Police in Kenya arrested a journalist.", published=date(2022, 1, 24))])
from threadpoolctl import threadpool_info
print(*(library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"))
"""


def test_matrix_products_use_one_thread() -> None:
    root = Path(__file__).parents[3]
    wide = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "4")
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=root,
        env={**os.environ, **wide, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    threads = done.stdout.split()
    assert threads
    assert set(threads) == {"1"}
