"""The grammar: Excel's, with fields in braces; full-width punctuation counts as half-width outside of texts."""

GRAMMAR = r"""
start: comparison

?comparison: joined (COMPARE joined)?
?joined: sum (JOIN sum)*
?sum: product (ADD product)*
?product: power (MULTIPLY power)*
?power: percent (POWER percent)*
?percent: sign | percent PERCENT -> after
?sign: atom | ADD sign -> before
?atom: NUMBER -> number
     | STRING -> text
     | FIELD -> field
     | NAME -> word
     | NAME OPEN arguments CLOSE -> call
     | OPEN comparison CLOSE -> bracket
arguments: [comparison] (COMMA [comparison])*

COMPARE: "<=" | ">=" | "<>" | "!=" | "==" | "=" | "<" | ">" | "≤" | "≥" | "≠" | "＝" | "＜＝" | "＞＝" | "＜＞"
    | "！＝" | "＜" | "＞"
JOIN: "&" | "＆"
ADD: "+" | "-" | "＋" | "－" | "−"
MULTIPLY: "*" | "/" | "×" | "÷" | "＊" | "／"
POWER: "^" | "＾"
PERCENT: "%" | "％"
OPEN: "(" | "（"
CLOSE: ")" | "）"
COMMA: "," | "，" | "、" | ";" | "；"
NUMBER: /([0-9０-９]+([.．][0-9０-９]*)?|[.．][0-9０-９]+)([eE][+-]?[0-9]+)?/
STRING: /"([^"]|"")*"|[“”][^“”]*[“”]/
FIELD: /[{｛]([^{}｛｝]|}}|{{)*[}｝]/
NAME: /[^\W\d][\w.]*/
SPACE: /\s+/
%ignore SPACE
"""

OPERATORS = {
    "＝": "=", "==": "=", "＜＝": "<=", "＞＝": ">=", "＜＞": "<>", "！＝": "<>", "!=": "<>", "＜": "<", "＞": ">",
    "≤": "<=", "≥": ">=", "≠": "<>", "＆": "&", "＋": "+", "－": "-", "−": "-", "＊": "*", "×": "*", "／": "/",
    "÷": "/", "＾": "^", "％": "%",
}  # fmt: skip
"""Spellings of operators other than the plain one."""
