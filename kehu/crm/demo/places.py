"""Cities in which the demo company has customers: province, city, districts, dialling code, division code."""

from __future__ import annotations

from dataclasses import dataclass

from kehu.base.regions import region_of


@dataclass(frozen=True, slots=True)
class City:
    """A real city; `division` is its six-digit code (GB/T 2260), `dialling` its area code."""

    province: str
    name: str
    districts: tuple[str, ...]
    dialling: str
    division: str

    @property
    def short(self) -> str:
        """The name without 市, as it stands in front of company names."""
        return self.name.removesuffix("市")

    def region(self, district: str) -> str:
        """Name province, city and district; a municipality is named once."""
        return f"{self.name}{district}" if self.province == self.name else f"{self.province}{self.name}{district}"

    def division_of(self, district: str) -> str:
        """Write the region as the field stores it; towns and streets are no level of their own."""
        return region_of(self.region(district)) or region_of(self.region("")) or self.region("")


CITIES = (
    City("浙江省", "杭州市", ("西湖区", "滨江区", "余杭区", "萧山区", "拱墅区"), "0571", "330100"),
    City("浙江省", "宁波市", ("鄞州区", "海曙区", "江北区", "北仑区"), "0574", "330200"),
    City("浙江省", "温州市", ("鹿城区", "瓯海区", "龙湾区"), "0577", "330300"),
    City("浙江省", "绍兴市", ("越城区", "柯桥区", "上虞区"), "0575", "330600"),
    City("浙江省", "嘉兴市", ("南湖区", "秀洲区"), "0573", "330400"),
    City("江苏省", "苏州市", ("姑苏区", "吴中区", "相城区", "虎丘区"), "0512", "320500"),
    City("江苏省", "南京市", ("鼓楼区", "玄武区", "江宁区", "建邺区"), "025", "320100"),
    City("江苏省", "无锡市", ("滨湖区", "梁溪区", "新吴区"), "0510", "320200"),
    City("江苏省", "常州市", ("武进区", "新北区", "天宁区"), "0519", "320400"),
    City("上海市", "上海市", ("浦东新区", "徐汇区", "闵行区", "嘉定区", "静安区", "杨浦区"), "021", "310100"),
    City("北京市", "北京市", ("海淀区", "朝阳区", "丰台区", "大兴区", "通州区"), "010", "110100"),
    City("天津市", "天津市", ("南开区", "河西区", "滨海新区"), "022", "120100"),
    City("广东省", "广州市", ("天河区", "番禺区", "白云区", "黄埔区"), "020", "440100"),
    City("广东省", "深圳市", ("南山区", "宝安区", "龙岗区", "福田区"), "0755", "440300"),
    City("广东省", "东莞市", ("南城街道", "长安镇", "虎门镇"), "0769", "441900"),
    City("广东省", "佛山市", ("顺德区", "南海区", "禅城区"), "0757", "440600"),
    City("福建省", "泉州市", ("丰泽区", "鲤城区", "洛江区"), "0595", "350500"),
    City("福建省", "福州市", ("鼓楼区", "仓山区", "晋安区"), "0591", "350100"),
    City("安徽省", "合肥市", ("蜀山区", "包河区", "庐阳区"), "0551", "340100"),
    City("山东省", "青岛市", ("市南区", "崂山区", "城阳区"), "0532", "370200"),
    City("山东省", "济南市", ("历下区", "历城区", "市中区"), "0531", "370100"),
    City("河南省", "郑州市", ("金水区", "二七区", "管城回族区"), "0371", "410100"),
    City("湖北省", "武汉市", ("洪山区", "江汉区", "武昌区", "汉阳区"), "027", "420100"),
    City("湖南省", "长沙市", ("岳麓区", "雨花区", "开福区"), "0731", "430100"),
    City("江西省", "南昌市", ("红谷滩区", "青山湖区"), "0791", "360100"),
    City("四川省", "成都市", ("武侯区", "锦江区", "双流区", "青羊区"), "028", "510100"),
    City("重庆市", "重庆市", ("渝中区", "江北区", "渝北区", "沙坪坝区"), "023", "500100"),
    City("陕西省", "西安市", ("雁塔区", "碑林区", "未央区"), "029", "610100"),
    City("辽宁省", "沈阳市", ("和平区", "沈河区", "浑南区"), "024", "210100"),
    City("辽宁省", "大连市", ("中山区", "沙河口区", "甘井子区"), "0411", "210200"),
)

ROADS = (
    "人民路", "解放路", "建设路", "中山路", "新华路", "文化路", "和平路", "胜利路",
    "科技路", "创业路", "工业大道", "兴业街", "滨河路", "青年路", "学府路", "光明路",
    "振兴路", "长江路", "黄河路", "迎宾大道", "朝阳路", "友谊路", "育才路", "东风路",
)  # fmt: skip
BUILDINGS = ("科创园", "商务中心", "大厦", "产业园", "创新中心", "广场", "写字楼", "工业园", "孵化园", "软件园")
