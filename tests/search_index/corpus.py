"""A small corpus made for the tests: notices in both languages, with what makes searching them hard."""

from __future__ import annotations

import random

from search_index import SearchDocument

PARTS_ZH = (
    "政务服务", "电子证照", "互联网", "网站", "網站", "安全", "管理", "办法", "关于", "的", "通知", "人民代表大会",
    "常务委员会", "社会保障", "预算", "公开", "环境污染", "防治", "审计", "一", "十二", "第", "条", "規定", "機關",
    "ＡＢＣ", "2016年", "３月", "COVID-19", "疫情", "号",
)  # fmt: skip
BETWEEN_ZH = ("", "", "", "", "，", "。", "\n", " ", "、", "“", "”", "　")
PARTS_EN = (
    "public", "hearing", "hearings", "heard", "hear", "budget", "Budgets", "education", "procurement", "notice",
    "notices", "noticed", "happy", "happiness", "relational", "relations", "tax", "taxes", "exemption", "the", "of",
    "No. 2013-10114", "S. 676", "naïve", "Straße", "fiscal", "year", "year's", "re-use", "20,247,633", "x1y2",
)  # fmt: skip
BETWEEN_EN = (" ", " ", " ", " ", ", ", ". ", "\n", " - ", "; ")
KINDS = ("notice", "公告", "rule", "预算公开")
DEPARTMENTS = ("finance", "市财政局", "health", "市卫生局", "parks & leisure")


def text(chance: random.Random, language: str, size: int) -> str:
    """About ``size`` words, with punctuation, line breaks and spaces between."""
    parts, between = (PARTS_ZH, BETWEEN_ZH) if language == "zh" else (PARTS_EN, BETWEEN_EN)
    return "".join(chance.choice(parts) + chance.choice(between) for _ in range(size))


def documents(count: int, seed: int = 5) -> list[SearchDocument]:
    """Documents of both languages, some without a date, some long, some with a number."""
    chance = random.Random(seed)
    made = []
    for place in range(count):
        language = chance.choice(("zh", "en"))
        number = f"国办发〔{chance.randint(1990, 2024)}〕{chance.randint(1, 99)}号" if chance.random() < 0.3 else ""
        date = f"{chance.randint(2010, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        made.append(
            SearchDocument(
                id=f"d{place}",
                title=text(chance, language, chance.randint(1, 8)) + number,
                titles={"zh": text(chance, "zh", 3), "en": text(chance, "en", 3)} if chance.random() < 0.2 else {},
                body=text(chance, language, 900 if chance.random() < 0.02 else chance.randint(0, 60)),
                lang=language,
                kind=chance.choice(KINDS),
                department=chance.choice(DEPARTMENTS),
                date=None if chance.random() < 0.1 else date,
                url=f"/documents/d{place}/",
                numbers=(number,) if number else (),
            )
        )
    return made
