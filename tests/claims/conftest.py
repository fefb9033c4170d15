"""Settings of hypothesis for the claims."""

from hypothesis import Phase, settings

# For mutations: that a test turns red is the answer; the smallest example is not asked for.
settings.register_profile("first-failure", phases=[Phase.generate])
