"""Parquet, Avro files and values of a topic (lines of hexadecimal) with Spark, and its jar of Avro."""

import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.avro.functions import from_avro
from pyspark.sql.functions import expr

jar, what, where, *schema = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.jars", jar)
    .config("spark.ui.enabled", "false")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.jsonGenerator.ignoreNullFields", "false")
    .getOrCreate()
)


def values() -> DataFrame:
    with open(where) as lines, open(schema[0]) as avsc:
        topic = spark.createDataFrame([(bytearray.fromhex(line),) for line in lines], "value binary")
        # Ten bytes of header: C3 01 and the schema's fingerprint.
        events = topic.select(from_avro(expr("substring(value, 11)"), avsc.read()).alias("event"))
    return events.select("event.*")


frame = {
    "parquet": lambda: spark.read.parquet(where),
    "avro": lambda: spark.read.format("avro").load(where),
    "values": values,
}[what]()
for line in frame.toJSON().collect():
    print(line)
