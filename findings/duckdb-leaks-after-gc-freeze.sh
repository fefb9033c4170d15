#!/usr/bin/env bash
# duckdb 2.0.0: after gc.freeze() a program that did everything right ends with a report of leaks on standard error
#
# Behaviour: gc.freeze() sets aside all objects that are alive, so that the collector never looks at them again: the
# usual step before processes are forked, or for a short program that need not look for cycles at its end. The module of
# duckdb 2.0.0 is bound by nanobind, which counts at the interpreter's end what is still alive of it, and takes what was
# set aside for leaked: some sixty lines that begin with "nanobind: leaked" and close with "likely caused by a reference
# counting issue". The connection may be closed, the result is right, the exit code is 0. duckdb 1.5.0 says nothing.
#
# Why it matters to somebody who codes news: scheduled jobs mail or page whatever a command writes to standard error, and
# forking workers over a store is what one does with a day's reports. The report reads like a fault of one's own code.
#
# Way round: gc.unfreeze() before the end; or gc.freeze() only in processes that have not imported duckdb.
#
# Output seen:
#   duckdb 2.0.0
#   plain: 0 lines on standard error, exit code 0
#   gc.freeze(): leaked instances, types and functions reported, exit code 0
#   gc.freeze(), gc.unfreeze(): 0 lines on standard error, exit code 0
#   duckdb 1.5.0
#   gc.freeze(): 0 lines on standard error, exit code 0
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

ask() { # how, what is done before the end: whether a leak is reported, and the exit code
  local said=0 code=0
  "$place/venv/bin/python" - "$2" 2>"$place/error" <<'PY' || code=$?
import gc
import sys

import duckdb

with duckdb.connect() as connection:
    assert connection.execute("select 42").fetchone() == (42,)
if "freeze" in sys.argv[1]:
    gc.freeze()
if "unfreeze" in sys.argv[1]:
    gc.unfreeze()
PY
  said=$(wc -l <"$place/error")
  if [ "$3" = silent ]; then
    echo "$1: $said lines on standard error, exit code $code"
    [ "$said" = 0 ] && [ "$code" = 0 ]
  else
    for what in instances types functions; do
      grep -q "nanobind: leaked [0-9]* $what" "$place/error"
    done
    echo "$1: leaked instances, types and functions reported, exit code $code"
    [ "$code" = 0 ]
  fi
}

python3 -m venv "$place/venv"
say='import duckdb; print("duckdb", duckdb.__version__)'
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.0
"$place/venv/bin/python" -c "$say"
ask "plain" "" silent
ask "gc.freeze()" "freeze" leaks
ask "gc.freeze(), gc.unfreeze()" "freeze unfreeze" silent
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==1.5.0
"$place/venv/bin/python" -c "$say"
ask "gc.freeze()" "freeze" silent
echo "as before"
