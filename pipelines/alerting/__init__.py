"""Alerts: which days of which series are out of the ordinary, as plain functions of daily rows."""
