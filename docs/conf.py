"""Sphinx: the guides in both languages and the design decisions, with Chinese words found by the search."""

project = "Kehu"
author = "The Kehu authors"
language = "zh_CN"
html_search_language = "zh"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["build"]
html_theme = "furo"
html_title = "客户 Kehu"
myst_heading_anchors = 3
suppress_warnings = ["toc.not_included", "myst.xref_missing"]
