"""Sphinx's settings for the site that ``make docs`` makes."""

project = "wirewatch"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "wirewatch"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
highlight_language = "none"
myst_enable_extensions = ["smartquotes"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]
