"""Beam transforms, one idea a file, named by a verb."""

from pipelines.steps import coders as coders  # registers how records travel, wherever a step is used
