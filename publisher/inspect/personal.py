"""Columns that may hold personal data: a warning for the person who reviews a draft."""

from __future__ import annotations

import re
from typing import Any

import pyarrow.compute as pc

from publisher.inspect.model import FoundField

_TITLES = (
    (r"\b(?:e-?mail|courriel|correo)\b|邮箱|電郵", "the title speaks of e-mail"),
    (r"\b(?:phone|mobile|telephone|telefon\w*|tel\.?|fax)\b|电话|手机|電話", "the title speaks of telephone numbers"),
    (
        r"\b(?:date of birth|birth ?date|dob|born|geburts\w*|nacimiento|naissance)\b|出生|生日",
        "the title speaks of birth",
    ),
    (
        r"\b(?:passport|national id|nin|ssn|cpf|cuit|dni|nif|pesel|bsn)\b|身份证|身分證|护照",
        "the title speaks of a number that identifies a person",
    ),
    (
        r"\b(?:(?:first|last|given|family|sur|full|contact) ?name|(?:vor|nach)name|apellidos?|nome|prénom)\b|姓名",
        "the title speaks of people's names",
    ),
    (r"\b(?:home|private|residential) address\b|家庭住址|住址", "the title speaks of home addresses"),
    (r"\b(?:iban|bank account|account no|sort code)\b|银行账号|银行卡", "the title speaks of bank accounts"),
    (
        r"\b(?:gender|sex|ethnicity|religion|disability|health|diagnosis)\b|性别|民族|宗教",
        "the title speaks of a trait",
    ),
)
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_CHINESE_ID = r"^[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]$"


def personal_reason(field: FoundField, column: Any) -> str | None:
    """Why a column may hold personal data, in words; None where nothing speaks for it."""
    if field.type == "email":
        return "its values are e-mail addresses"
    title = field.title.replace("_", " ")
    for pattern, reason in _TITLES:
        if re.search(pattern, title, re.IGNORECASE):
            return reason
    if field.type in {"text", "identifier"}:
        texts = pc.unique(column).slice(0, 2000)
        for pattern, reason in (
            (_EMAIL, "some values hold e-mail addresses"),
            (_CHINESE_ID, "some values look like ID numbers"),
        ):
            if pc.any(pc.match_substring_regex(texts, pattern=pattern)).as_py():
                return reason
    return None
