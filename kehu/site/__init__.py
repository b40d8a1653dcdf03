"""The running ground: settings, urls, server and the embedded database.

May import everything below it. Main names: `kehu.site.settings` (Django's settings), `kehu.site.database`
(where records live) and `kehu.site.supervisor` (the one command that keeps all parts running).
"""
