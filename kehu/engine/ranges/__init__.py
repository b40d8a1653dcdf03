"""Ranges: what people do with many cells of a view at once, without any of its rows being loaded.

`doing` says what is asked for, `rows` finds the records meant and refuses when they are no longer the ones that were
seen, `carry` does it through the one door for writes as one undoable change, `look` answers what a selection holds,
`texts` writes it as tab-separated text. May import everything of `engine`.
"""
