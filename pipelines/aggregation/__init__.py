"""From coded reports to daily rows: plain functions of sets of reports, whatever their order."""
