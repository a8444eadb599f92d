"""A small portal in a temporary folder, for tests that publish, and the command line."""

from __future__ import annotations

import contextlib
import io
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from publisher.commands import main
from publisher.publish import Outcome

CHECKOUT = Path(__file__).parents[1]

PORTAL = """\
name: {en: Open Harbour, zh: 开放海港}
notice: {en: This city is fictional., zh: 本城市纯属虚构。}
languages: [en, zh]
publisher: {en: City of Harbour, zh: 海港市}
contact: {name: Data desk, email: data@harbour.example}
address: https://data.harbour.example
licence: cc-by-4.0
departments:
  finance: {name: {en: Finance, zh: 财政局}}
  health: {name: {en: Health, zh: 卫生局}}
keep_editions: 3
"""

SPENDING = """\
title: {en: Spending over 500, zh: 五百元以上支出}
summary:
  en: Payments of the finance department above the publication threshold.
  zh: 财政局超过公开标准的付款记录，按月公布。
frequency: monthly
themes: [economy]
sources:
  - {path: raw/*.csv}
key: [payment]
fields:
  payment: {type: identifier, from: Payment, required: true, title: {en: Payment, zh: 付款编号}}
  paid_on: {type: date, from: Date, formats: ["%d/%m/%Y"], title: {en: Paid on, zh: 付款日期}}
  amount: {type: money, from: Amount, currency: GBP, title: {en: Amount, zh: 金额}}
  supplier: {type: text, from: Supplier, title: {en: Supplier, zh: 供应商}}
ignore: [Note]
missing: ["", "-"]
"""

SPENDING_CSV = """\
Payment,Date,Amount,Supplier,Note
001,03/04/2026,"1,200.50",Acme Ltd,
002,31/02/2026,15.00,Bolt & Sons,
003,05/04/2026,-,"Cole, Dean",x
003,05/04/2026,-,"Cole, Dean",x
004,06/04/2026,20.00,海港印刷厂,
004,06/04/2026,21.00,海港印刷厂,
"""

PREMISES = """\
title: {en: Food premises, zh: 餐饮场所}
summary:
  en: Every place that sells food and its last inspection result in the city.
  zh: 全市餐饮场所及其最近一次检查结果的登记册。
frequency: annual
sources:
  - {path: raw/premises.csv}
key: [code]
fields:
  code: {type: identifier, required: true}
  name: {type: text}
"""

PREMISES_CSV = "code,name\n007,Noodle House\n008,茶馆\n"

NOTICES = """\
title: {en: Notices, zh: 公告}
language: en
"""

NOTICE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Water supply will be interrupted</title></head>
<body><article><h1>Water supply will be interrupted</h1><p>Published: 2026-03-02</p>
<p>The supply in the old harbour will be interrupted on 5 March 2026 from nine to twelve so that a main can be renewed.
Please store water in time.</p></article></body></html>
"""


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """The demonstration portal, published: its folder and what publishing gave."""

    root: Path
    outcome: Outcome


def make_portal(root: Path) -> Path:
    """Write the portal's files below ``root`` and return it."""
    for name, text in {
        "portal.yml": PORTAL,
        "datasets/finance/spending/dataset.yml": SPENDING,
        "datasets/finance/spending/raw/april.csv": SPENDING_CSV,
        "datasets/health/premises/dataset.yml": PREMISES,
        "datasets/health/premises/raw/premises.csv": PREMISES_CSV,
        "documents/health/notices/collection.yml": NOTICES,
        "documents/health/notices/raw/water.html": NOTICE,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def daylight(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, which spares a test the two seconds in which a new one starts."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    before = signal.getsignal(signal.SIGTERM)
    try:
        with (
            patch.object(sys, "argv", ["daylight", *arguments]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        signal.signal(signal.SIGTERM, before)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def daylight_alone(*arguments: str, cwd: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as a person does, from a checkout; at most two minutes."""
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "cli.py"), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def tree(root: Path) -> dict[str, bytes]:
    """Every file below ``root``: path -> bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
