#!/usr/bin/env bash
# warcio 1.8.1, FastWARC 2.0.1: pages that their server packed are lost from web archives
#
# Behaviour: of five archived pages that are the same but for how the server packed them, warcio raises AttributeError at
# the one in br (with brotli 1.2.1 installed, whose decompressor has no unused_data). FastWARC with auto_decode="all"
# ends its iteration without an error after the one that is in gzip and in chunks: what follows in the file isn't read.
#
# Why it matters to somebody who codes news: crawlers that keep what the server sent (browsers' archives do) have such
# pages at every turn. With the one library a loop that doesn't expect the error ends; with the other most of a file is
# missing, and nothing says so.
#
# Way round: warcio: take raw_stream and undo br with brotli. FastWARC: leave auto_decode off and undo both encodings, or
# count the records of the file in another way.
#
# Output seen:
#   warcio 1.8.1, FastWARC 2.0.1, brotli 1.2.1
#   warcio: plain read, gzip read, br AttributeError, gzip in chunks read, plain again read
#   FastWARC: plain read, gzip read, br read, gzip in chunks read
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check warcio==1.8.1 fastwarc==2.0.1 brotli==1.2.1
"$place/venv/bin/python" - <<'PY'
import gzip
import io
from importlib.metadata import version

import brotli
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

print(f"warcio {version('warcio')}, FastWARC {version('fastwarc')}, brotli {version('brotli')}")
page = b"<html><body>" + b"<p>Envoys met in Orl.</p>" * 200 + b"</body></html>"
packed = gzip.compress(page)
ways = {
    "plain": (page, []),
    "gzip": (packed, [("Content-Encoding", "gzip")]),
    "br": (brotli.compress(page), [("Content-Encoding", "br")]),
    "gzip in chunks": (
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed),
        [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
    ),
    "plain again": (page, []),
}
archive = io.BytesIO()
writer = WARCWriter(archive, gzip=False)
for name, (body, headers) in ways.items():
    said = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
    address = f"https://arlen.example/{name.replace(' ', '-')}"
    writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=said))


def read(name, take):
    try:
        return f"{name} {'read' if take() == page else 'altered'}"
    except Exception as e:
        return f"{name} {type(e).__name__}"


archive.seek(0)
found = [read(n, lambda r=r: r.content_stream().read()) for n, r in zip(ways, ArchiveIterator(archive))]
print("warcio:", ", ".join(found))
assert found == ["plain read", "gzip read", "br AttributeError", "gzip in chunks read", "plain again read"], found

archive.seek(0)
found = [read(n, r.reader.read) for n, r in zip(ways, FastIterator(archive, auto_decode="all"))]
print("FastWARC:", ", ".join(found))
assert found == ["plain read", "gzip read", "br read", "gzip in chunks read"], found
print("as before")
PY
