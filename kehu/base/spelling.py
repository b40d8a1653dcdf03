"""How Chinese characters are spelled for finding: every usual reading, because people type the one they know."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType

from pypinyin.constants import PINYIN_DICT

_LINES = (Path(__file__).with_name("simplified.txt")).read_text(encoding="utf-8").splitlines()
_FOLD = str.maketrans(_LINES[-2] + "ü", _LINES[-1] + "v")

_POLYPHONES = (
    "单dan,shan 曾zeng,ceng 解jie,xie 仇qiu,chou 查cha,zha 区qu,ou 朴pu,piao 盖gai,ge 召zhao,shao "
    "乐le,yue 重zhong,chong 行hang,xing 长chang,zhang 都du,dou 会hui,kuai 调diao,tiao 传chuan,zhuan "
    "弹dan,tan 藏cang,zang 朝chao,zhao 大da,dai 厦sha,xia 还hai,huan 校xiao,jiao 率lv,shuai 绿lv,lu "
    "便bian,pian 省sheng,xing 宿su,xiu 尉wei,yu 翟zhai,di 覃qin,tan 缪miao,mou 员yuan,yun 秘mi,bi "
    "种zhong,chong 车che,ju 柏bai,bo 薄bo,bao 万wan,mo 俟si,qi 贾jia,gu 洗xi,xian 隗wei,kui 番fan,pan "
    "牟mou,mu 盛sheng,cheng 参can,shen 卡ka,qia 壳ke,qiao 露lu,lou 提ti,di 六liu,lu 蚌bang,beng 埔pu,bu "
    "堡bao,bu 泊bo,po 祭ji,zhai 繁fan,po 黑hei,he 折zhe,she 逄pang 谌chen,shen 阚kan 冼xian 宓mi,fu "
    "么me,yao 那na,nuo 句ju,gou 石shi 血xue,xie 角jiao,jue 给gei,ji 薛xue 降jiang,xiang 强qiang,jiang "
    "咖ka,ga 奇qi,ji 圈quan,juan 茄qie,jia 什shen,shi 术shu,zhu 系xi,ji 着zhe,zhuo 度du,duo 佛fo,fu "
    "莞guan,wan 济ji 呗bei 涡wo,guo 浒hu,xu"
)
READINGS = MappingProxyType({entry[0]: tuple(entry[1:].split(",")) for entry in _POLYPHONES.split()})
"""Characters read in several ways in names of people, places and companies; the others have one reading here."""

_ACCENTS = re.compile(r"[\u0300-\u0307\u0309-\u036f]")


def fold(words: str) -> str:
    """Make what looks different but means the same equal: width, case, traditional characters."""
    return unicodedata.normalize("NFKC", words).lower().translate(_FOLD)


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Give the spellings of one folded character without tones, none when it is not Chinese."""
    known = READINGS.get(character)
    if known is not None:
        return known
    first = PINYIN_DICT.get(ord(character), "").split(",")[0]
    bare = _bare(first)
    return (bare,) if bare.isascii() and bare.isalpha() else ()


@lru_cache(maxsize=4096)
def _bare(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return _ACCENTS.sub("", apart).replace("\u0308", "")


SYLLABLES: frozenset[str] = frozenset(
    bare for bare in {_bare(each.split(",")[0]) for each in PINYIN_DICT.values()} if bare.isascii() and bare.isalpha()
)


def spelled(units: list[tuple[str, ...]], most: int) -> set[str]:
    """Join alternatives one after the other in every way, at most `most` of them."""
    found: set[str] = set()
    for way in product(*units):
        found.add("".join(way))
        if len(found) >= most:
            break
    return found
