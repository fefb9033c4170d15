"""Alerts from rows as they come to whoever is told: watch, describe, deliver."""
