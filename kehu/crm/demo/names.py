"""Invented names: companies, people, and how to reach them.

Mobile numbers use the subscriber range 0000, landlines the exchange 5550, e-mail and web addresses the reserved
ending `.example` (RFC 2606): they look right, pass validation and reach nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kehu.base.chinese import pinyin_key
from kehu.crm.demo.places import BUILDINGS, ROADS, City

_FIRST = "澜禾启朗泽森柏恒沐瑞锦岚卓昊宸衡序楷屿溯青云景弘晟嘉汇远霖皓诺驰砚棠舟"
_SECOND = "拓序川原程屹微源图达科域畅维声晖辰铭岳创辉翎珩洲裕途舜桐禧"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
_GIVEN = {
    "男": ("建志文明海俊浩晓永德家子宇天立国振承一泽", "伟强磊军勇杰涛超刚平辉鹏浩凯健帆斌波旭东峰毅航翔林宁阳"),
    "女": ("晓雨思佳梦雅静丽美秀玉春慧一子欣诗若语", "芳娜敏艳娟霞燕玲婷雪莹洁琳晶倩颖怡瑶蕾璐菲萍琴梅月"),
}
_PREFIXES = (
    "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "150", "151", "152", "153", "155", "156",
    "157", "158", "159", "166", "171", "173", "175", "176", "177", "178", "180", "181", "182", "183", "185", "186",
    "187", "188", "189", "191", "193", "198", "199",
)  # fmt: skip
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

TRADES: dict[str, tuple[str, ...]] = {
    "制造业": ("精密机械", "电子", "塑胶制品", "自动化设备", "五金制造", "新材料", "包装印刷", "纺织", "汽车零部件"),
    "批发零售": ("商贸", "贸易", "百货", "供应链", "家居用品", "服饰"),
    "互联网/软件": ("信息技术", "软件", "网络科技", "数字科技", "智能科技"),
    "金融": ("投资咨询", "融资租赁", "商业保理"),
    "教育": ("教育科技", "文化传播", "教育咨询"),
    "医疗健康": ("医疗器械", "生物科技", "健康管理", "大药房"),
    "建筑/房地产": ("建筑工程", "装饰工程", "置业", "物业服务", "景观设计"),
    "物流运输": ("物流", "国际货运代理", "仓储服务", "冷链物流"),
    "餐饮酒店": ("餐饮管理", "酒店管理", "食品"),
    "农林牧渔": ("农业发展", "生态农业", "水产"),
    "政府/公共事业": ("水务", "公共交通", "环保服务"),
    "专业服务": ("会计师事务所", "企业管理咨询", "广告", "人力资源", "检测技术", "设计"),
    "其他": ("实业", "科技", "发展"),
}


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company's full and short name and the spelling that its addresses on the internet use."""

    full: str
    short: str
    spelling: str


def company_name(random: Random, city: City, industry: str) -> CompanyName:
    """Make up a registered name: 杭州 + invented words + trade + 有限公司."""
    words = random.choice(_FIRST) + random.choice(_SECOND)
    trade = random.choice(TRADES[industry])
    spelling = pinyin_key(words).replace("_", "")
    if trade.endswith("事务所"):
        return CompanyName(f"{city.short}{words}{trade}", words, spelling)
    form = random.choices(("有限公司", "股份有限公司", "有限责任公司"), (88, 7, 5))[0]
    place = random.random()
    if place < 0.12:
        full = f"{words}（{city.short}）{trade}{form}"
    elif place < 0.2 and city.province != city.name:
        full = f"{city.province.removesuffix('省')}{words}{trade}{form}"
    else:
        full = f"{city.short}{words}{trade}{form}"
    return CompanyName(full, words, spelling)


def person_name(random: Random, gender: str) -> str:
    """Make up a person's name of two or three characters."""
    first, last = _GIVEN[gender]
    given = random.choice(last) if random.random() < 0.3 else random.choice(first) + random.choice(last)
    return random.choice(_SURNAMES) + given


def mobile(random: Random) -> str:
    """Give a mobile number that is well formed and belongs to nobody."""
    return f"{random.choice(_PREFIXES)}0000{random.randrange(10_000):04d}"


def landline(random: Random, city: City) -> str:
    """Give a landline number of the city that belongs to nobody."""
    return f"{city.dialling}-5550{random.randrange(10_000):04d}"


def address(random: Random, city: City, district: str) -> str:
    """Make up a street address in a district."""
    building = f"{random.choice(BUILDINGS)}{random.choice('ABCD1235')}座{random.randint(2, 26)}层"
    tail = building if random.random() < 0.6 else ""
    return f"{city.region(district)}{random.choice(ROADS)}{random.randint(1, 980)}号{tail}"


def credit_code(random: Random, city: City) -> str:
    """Make up a unified social credit code with both check characters right (GB 32100-2015, GB 11714)."""
    body = "MA" + "".join(random.choice(_CODE) for _ in range(6))
    total = sum(_value(letter) * weight for letter, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    stem = f"91{city.division}{body}{'X' if check == 10 else '0' if check == 11 else check}"
    summed = sum(_CODE.index(letter) * pow(3, place, 31) for place, letter in enumerate(stem))
    return stem + _CODE[(31 - summed % 31) % 31]


def _value(letter: str) -> int:
    return int(letter) if letter.isdigit() else ord(letter) - 55
