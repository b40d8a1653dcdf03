"""How rarely Python looks for rubbish: what a process began with lives as long as it does, and is not looked at."""

import gc

OFTEN = (100_000, 50, 100)
"""Objects made before a look, and looks before a deeper one: a large change makes objects that live until its end."""


def rarely() -> None:
    """Leave out all that is there now, and look less often; a look at everything takes a tenth of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
