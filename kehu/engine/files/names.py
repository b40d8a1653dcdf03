"""Names of files: only words, never paths, never what a program would act on."""

from __future__ import annotations

import re
import unicodedata

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.engine.files.limits import NAME_CHARACTERS

_PARTS = re.compile(r"[/\\]+")
_UNWANTED = re.compile(r'[<>:"|?*]')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")

_PROGRAMS = (
    "apk app application bat chm cmd com cpl dll dmg exe gadget hta inf ins iso jar js jse lnk msc msi msp"
    " pif ps1 reg scf scr sct sh shb sys url vb vbe vbs wsc wsf wsh xll"
)
PROGRAMS = frozenset(_PROGRAMS.split())
"""Endings that a computer runs on a double click."""


def clean_name(name: str) -> str:
    """Give the last part of a name without control characters, at most 120 characters, its ending kept."""
    last = _PARTS.split(unicodedata.normalize("NFC", name))[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    words = " ".join(_UNWANTED.sub("_", visible).split()).strip(" .")
    if len(words) > NAME_CHARACTERS:
        found = _ENDING.search(words)
        ending = found.group() if found else ""
        words = words[: NAME_CHARACTERS - len(ending)].rstrip(" .") + ending
    return words


def ending_of(name: str) -> str:
    """Give the ending of a name without its dot, in lower case; empty without one."""
    found = _ENDING.search(name)
    return found.group()[1:].lower() if found else ""


def refuse_program(name: str, kind: str = "") -> None:
    """Refuse what a colleague's computer would run when it is opened."""
    if ending_of(name) in PROGRAMS or kind == PROGRAM:
        raise Invalid(
            Text(
                "“{name}”是程序或脚本，打开会直接运行，不能作为附件。确实需要时请压缩成 zip 再上传",
                "“{name}” is a program that runs when opened and cannot be attached. If needed, zip it",
            ).format(name=name[:60]),
            code="file.program",
        )


PROGRAM = "application/x-executable"
"""The type of a program by its contents."""
