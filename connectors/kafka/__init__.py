"""Kafka: settings, topics, reading, writing and committing, on kafka-python."""
