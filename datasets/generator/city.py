"""Lanwan (澜湾市), the city that does not exist: its districts, departments, streets and firms."""

from __future__ import annotations

import random
from dataclasses import dataclass

from datasets.generator.outlines import place_in

__all__ = ["DISTRICTS", "FIRMS", "STREETS", "UNITS", "Named", "place_in", "somewhere"]


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with a code and a name in both languages."""

    code: str
    en: str
    zh: str


def _named(*rows: tuple[str, str, str]) -> tuple[Named, ...]:
    return tuple(Named(code=code, en=en, zh=zh) for code, en, zh in rows)


DISTRICTS = _named(
    ("01", "Beipu", "北浦区"),
    ("02", "Shiqiao", "石桥区"),
    ("03", "Nanting", "南汀区"),
    ("04", "Dongyu", "东屿区"),
    ("05", "Xihe", "西禾县"),
)

# How many of a hundred people live in each district.
_PEOPLE = (24, 35, 21, 7, 13)


def somewhere(rng: random.Random) -> Named:
    """A district, each as often as people live there."""
    return rng.choices(DISTRICTS, _PEOPLE)[0]


UNITS = _named(
    ("education", "Education Bureau", "市教育局"),
    ("transport", "Transport Bureau", "市交通运输局"),
    ("water", "Water Bureau", "市水务局"),
    ("health", "Health Commission", "市卫生健康委"),
    ("culture", "Culture and Tourism Bureau", "市文化旅游局"),
    ("finance", "Finance Bureau", "市财政局"),
    ("market", "Market Regulation Bureau", "市市场监督管理局"),
    ("public-services", "Public Services Bureau", "市公共服务局"),
    ("parks", "Parks and Greening Centre", "市园林绿化中心"),
    ("fire", "Fire and Rescue Service", "市消防救援支队"),
)

STREETS = _named(
    ("1", "Tide Road", "潮声路"),
    ("2", "Lantern Street", "灯笼街"),
    ("3", "Old Dock Street", "旧埠街"),
    ("4", "Camphor Avenue", "香樟大道"),
    ("5", "Sail Lane", "云帆巷"),
    ("6", "Saltworks Road", "盐田路"),
    ("7", "Bell Tower Street", "钟楼街"),
    ("8", "Willow Embankment", "柳堤路"),
    ("9", "Lighthouse Road", "灯塔路"),
    ("10", "Orange Grove Street", "橘园街"),
)

# category of spending -> firm -> what departments buy from it. {m} is the month.
FIRMS: dict[str, dict[str, tuple[str, ...]]] = {
    "office": {
        "澜湾市文汇办公用品有限公司": ("复印纸采购", "硒鼓及墨盒", "档案盒、文件柜", "办公桌椅更新"),
        "北浦正源纸业有限公司": ("复印纸采购", "信封信笺印制"),
        "澜湾青石印务有限公司": ("宣传册印刷", "办事指南印刷", "表格印制"),
        "南汀笔墨文具行": ("零星文具", "会议用品"),
    },
    "digital": {
        "澜湾云帆信息技术有限公司": ("政务云资源租赁", "业务系统运维服务", "数据接口改造"),
        "潮声软件（澜湾）有限公司": ("窗口叫号系统升级", "业务系统运维服务"),
        "石桥数联科技有限公司": ("网络安全等级测评", "视频会议设备"),
        "Blue Heron Systems Ltd": ("GIS 软件许可续费",),
    },
    "repairs": {
        "澜湾市安居维修工程有限公司": ("办公楼屋面防水", "校舍外墙修缮", "卫生间改造"),
        "东屿海塘养护有限公司": ("海塘日常养护", "护栏更换"),
        "石桥市政工程有限公司": ("路灯维修", "排水管网清淤", "人行道修补"),
        "Lanwan Harbour Engineering Ltd": ("轮渡码头检修", "Pontoon inspection, berth 2"),
    },
    "utilities": {
        "澜湾市供水集团有限公司": ("{m}月份水费",),
        "澜湾电力公司北浦供电所": ("{m}月份电费", "{m}月份路灯电费"),
        "澜湾燃气有限公司": ("{m}月份燃气费", "食堂{m}月份燃气费"),
    },
    "training": {
        "澜湾市干部教育中心": ("窗口人员业务培训", "新入职人员培训"),
        "香樟职业培训学校": ("急救技能培训班", "安全生产培训"),
        "钟楼管理咨询有限公司": ("服务礼仪培训",),
    },
    "property": {
        "澜湾海棠物业服务有限公司": ("{m}月份物业服务费",),
        "柳堤保洁服务有限公司": ("{m}月份保洁费", "外墙清洗"),
        "灯塔保安服务有限公司": ("{m}月份保安服务费",),
    },
    "vehicles": {
        "澜湾公务用车服务中心": ("公务用车租赁", "{m}月份用车结算"),
        "盐田路汽车维修厂": ("车辆保养", "轮胎更换"),
        "东屿新能源汽车租赁有限公司": ("新能源车辆租赁", "充电费结算"),
    },
    "commissioned": {
        "澜湾规划设计研究院": ("道路安全评估", "控制性详细规划编制", "绿地系统规划编制"),
        "澜湾检验检测中心": ("食品抽检检测费", "水质检测费", "电梯检验费"),
        "望潮会计师事务所": ("年度审计", "绩效评价报告编制"),
        "O'Hara & Lindqvist Consulting LLP": ("Bus network review, stage 2",),
    },
    "meetings": {
        '澜湾"海风"餐饮有限公司': ("座谈会工作餐", "评审会专家用餐"),
        "橘园会议中心": ("会议场地租用",),
        'Café "La Mer" Lanwan': ("Working lunch, sister-city visit",),
    },
    "grants": {
        "南汀区社区服务联合会": ("社区居家养老补助", "公益性岗位补贴"),
        "西禾县农民合作社联社": ("合作社冷链设施补助",),
        "澜湾青少年活动中心": ("青少年暑期活动补助", "校外托管补助"),
    },
}
