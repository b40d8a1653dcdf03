"""Which encoding a text file is in: BOM, then strict UTF-8, then GB 18030; a mixture is told with its place.

Guessing libraries misread small GBK files, so the rule is our own and the person can choose another one.
"""

from __future__ import annotations

import codecs
import re

from kehu.base.errors import Invalid
from kehu.base.text import Text
from kehu.exchange.cells import letter

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "cp1252")

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def decode(content: bytes, name: str, chosen: str | None) -> tuple[str, str]:
    """Decode a file and say in which encoding.

    Raises `Invalid`, code `import.encoding` or `import.mixed_encoding`, with row and column of the first wrong byte.
    """
    if chosen is not None and chosen not in ENCODINGS:
        raise Invalid(
            Text(
                "不支持编码“{chosen}”，可选：{all}", "The encoding “{chosen}” is not known; choose one of {all}"
            ).format(chosen=chosen, all=", ".join(ENCODINGS)),
            code="import.encoding",
        )
    by_bom = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)
    if chosen is None and by_bom is None:
        return _guess(content, name)
    encoding = chosen or by_bom or "utf-8"
    try:
        return _strict(content, encoding), encoding
    except UnicodeDecodeError as wrong:
        if (
            encoding == "utf-8"
            and by_bom
            and chosen is None
            and _readable(content[wrong.start : wrong.start + 2], "gb18030")
        ):
            raise _mixed(content, name, wrong.start) from None
        raise _wrong(content, name, encoding, wrong.start) from None


def _guess(content: bytes, name: str) -> tuple[str, str]:
    try:
        return _strict(content, "utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        first = wrong.start
    if (place := _mixture(content, first)) is not None:
        raise _mixed(content, name, place)
    try:
        return _strict(content, "gb18030"), "gb18030"
    except UnicodeDecodeError as wrong:
        raise _wrong(content, name, "gb18030", wrong.start) from None


def _strict(content: bytes, encoding: str) -> str:
    if encoding == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le"
    text = content.decode(encoding)
    return text.removeprefix("\ufeff")


def _mixture(content: bytes, first: int) -> int | None:
    """Tell where the file turns from one encoding to another: some lines are Chinese in UTF-8, others cannot be."""
    foreign, ours, place, position = 0, 0, None, 0
    for line in content.splitlines(keepends=True):
        if not line.isascii():
            try:
                ours += len(_CHINESE.findall(line.decode("utf-8"))) >= 2
            except UnicodeDecodeError:
                foreign += 1
                place = first if place is None else place
        position += len(line)
        if foreign and ours:
            return place
    return None


def _readable(piece: bytes, encoding: str) -> bool:
    try:
        piece.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def place_of(content: bytes, position: int) -> tuple[int, int]:
    """Tell row and column (from 0) of a byte, taking the commonest delimiter of its line as the separator."""
    begin = content.rfind(b"\n", 0, position) + 1
    line_end = content.find(b"\n", position)
    line = content[begin : line_end if line_end >= 0 else len(content)]
    delimiter = max((b",", b"\t", b";", b"|"), key=line.count)
    return content.count(b"\n", 0, position), content.count(delimiter, begin, position)


def _mixed(content: bytes, name: str, position: int) -> Invalid:
    row, column = place_of(content, position)
    return Invalid(
        Text(
            "文件“{name}”混用了两种编码：前面是一种，第 {row} 行 {column} 列起出现另一种（UTF-8 与 GBK）。"
            "请用 Excel、WPS 或记事本打开，另存为“CSV UTF-8”后再导入；也可以在预览中指定编码",
            "The file “{name}” mixes two encodings (UTF-8 and GBK): it changes at row {row}, column {column}. "
            "Open it and save it as “CSV UTF-8”, or choose an encoding yourself",
        ).format(name=name, row=row + 1, column=letter(column)),
        code="import.mixed_encoding",
        details={"row": row + 1, "column": column, "letter": letter(column)},
    )


def _wrong(content: bytes, name: str, encoding: str, position: int) -> Invalid:
    row, column = place_of(content, position)
    return Invalid(
        Text(
            "文件“{name}”第 {row} 行 {column} 列有不能按 {encoding} 读出的字符，文件可能损坏或用了其他编码。请另"
            "存为“CSV UTF-8”，或指定编码后重试",
            "In the file “{name}”, row {row}, column {column} cannot be read as {encoding}: the file is damaged "
            "or in another encoding. "
            "Save it as “CSV UTF-8”, or choose the encoding and try again",
        ).format(name=name, row=row + 1, column=letter(column), encoding=encoding.upper()),
        code="import.encoding",
        details={"row": row + 1, "column": column, "letter": letter(column), "encoding": encoding},
    )
