"""Background work with progress, kept in the database so that it survives the death of any process.

May import `access`, `lang` and `base`. Main names: `kehu.jobs.work.work` (registers what a kind of job does),
`kehu.jobs.start.start` (begins one) and `kehu.jobs.progress.Progress` (how the work tells how far it is).
"""
