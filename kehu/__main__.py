"""`python -m kehu` is the same as the command `kehu`."""

from kehu.cli import main

main()
