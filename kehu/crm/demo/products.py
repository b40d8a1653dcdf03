"""What the demo company sells: office equipment, supplies and the service around them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """One article: its group, price per unit in yuan, cost as a share of it, and how many a customer usually takes."""

    group: str
    name: str
    unit: str
    price: int
    cost: Decimal
    usual: tuple[int, int]
    needs: str


PRODUCTS = (
    Product(
        "设备", "A4黑白激光打印机", "台", 1480, Decimal("0.72"), (1, 12), "各部门共用的黑白打印机，要求耐用、耗材好买"
    ),
    Product("设备", "A3彩色复合机", "台", 18600, Decimal("0.68"), (1, 4), "A3彩色复印扫描一体机，最好能按张数租赁"),
    Product("设备", "彩色喷墨打印机", "台", 2380, Decimal("0.70"), (1, 6), "打印彩色宣传资料，对颜色还原有要求"),
    Product("设备", "标签打印机", "台", 1150, Decimal("0.61"), (2, 20), "仓库和产线打标签，需要对接扫码枪"),
    Product("耗材", "黑色硒鼓", "支", 268, Decimal("0.48"), (5, 60), "硒鼓用量稳定，希望按季度集中送货"),
    Product("耗材", "彩色墨粉套装", "套", 860, Decimal("0.52"), (2, 24), "墨粉需要原装品质，缺货时提前通知"),
    Product("耗材", "A4复印纸 80克", "箱", 158, Decimal("0.78"), (10, 200), "每月固定用纸，要求送货上楼"),
    Product("家具", "升降办公桌", "张", 1680, Decimal("0.63"), (4, 60), "新办公室装修，需要整层工位方案"),
    Product("家具", "人体工学办公椅", "把", 890, Decimal("0.58"), (4, 80), "员工反映旧椅子腰疼，想先试坐再定"),
    Product("家具", "钢制文件柜", "组", 760, Decimal("0.66"), (2, 30), "档案室需要带锁文件柜，尺寸要定制"),
    Product("设备", "会议平板一体机 75寸", "台", 12800, Decimal("0.71"), (1, 5), "会议室需要无线投屏和视频会议"),
    Product("设备", "高清投影机", "台", 5600, Decimal("0.69"), (1, 6), "培训室投影，白天也要看得清"),
    Product("设备", "碎纸机", "台", 980, Decimal("0.57"), (1, 8), "财务室用，要求保密等级高、噪音小"),
    Product("设备", "考勤门禁一体机", "台", 1290, Decimal("0.55"), (1, 10), "分公司统一考勤，数据要能导出"),
    Product("服务", "打印机年度维保", "年", 3600, Decimal("0.35"), (1, 10), "希望四小时内上门，备机可以先用"),
    Product("服务", "整机租赁服务", "年", 9800, Decimal("0.46"), (1, 8), "不想一次投入太多，按年租赁更合适"),
    Product("服务", "会议室弱电安装", "次", 4500, Decimal("0.52"), (1, 3), "会议室布线和安装一次完成，周末施工"),
)

SEASON = (0.62, 0.48, 1.18, 1.02, 0.98, 1.12, 0.86, 0.92, 1.24, 0.96, 1.20, 1.42)
"""How busy each month is against the average: quiet around the Spring Festival, busy at the ends of quarters."""
