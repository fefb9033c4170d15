"""An application of faust: ``faust -A benchmarks.peers.faust_app worker``."""

import faust

from benchmarks.peers.work import GROUP, SERVERS, SOURCE, TARGET, work

app = faust.App(
    GROUP, broker=f"kafka://{SERVERS}", value_serializer="raw", key_serializer="raw", topic_disable_leader=True
)
source, target = app.topic(SOURCE, value_serializer="raw"), app.topic(TARGET, value_serializer="raw")


@app.agent(source)
async def code(stream):
    """A batch of records, each written before it is acknowledged."""
    async for values in stream.take(64, within=0.2):
        for key, value in work(values):
            await target.send(key=key, value=value)
