"""Columns that may hold personal data: a warning for the person who reviews a draft."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.identifiers import identifiers
from publisher.inspect.model import FoundField

# What a title speaks of, in English, Chinese, German, French, Spanish, Portuguese, Italian, Dutch and Polish.
_TITLES = (
    (r"\b(?:e-?mails?|courriel|correo|posta elettronica)\b|邮箱|郵箱|電郵|电邮|电子邮件", "e-mail"),
    (
        (
            r"\b(?:phones?|mobile|cell ?phone|telephone|telefon\w*|téléphone|teléfono|móvil|celular|handy\w*|"
            r"tel\.?|fax)\b|电话|電話|手机|手機|联系方式|聯絡方式"
        ),
        "telephone numbers",
    ),
    (
        (
            r"\b(?:date of birth|birth ?(?:date|day)|year of birth|dob|born|geburts\w*|nacimiento|naissance|nascimento|"
            r"nascita|geboorte\w*|urodzeni\w*)\b|出生|生日"
        ),
        "birth",
    ),
    (
        (
            r"\b(?:passport|passeport|reisepass|national id|id card|identity (?:card|number)|nino?|ssn|social security|"
            r"nhs (?:no|number)|cpf|cuil|dni|nif|nie|curp|pesel|bsn|codice fiscale|ausweis\w*|hkid)\b|身份证|身分證|"
            r"護照|护照|证件号|證件號|社保号"
        ),
        "a number that identifies a person",
    ),
    (
        (
            r"\b(?:(?:first|last|given|family|middle|sur|full|contact|applicant|owner|employee|patient|customer|"
            r"client) ?(?:'s )?names?|surname|forenames?|(?:vor|nach|familien)name|apellidos?|nombre|nome|cognome|"
            r"prénom|nom de famille|(?:voor|achter)naam|imię|nazwisko)\b|姓名|申请人|申請人|联系人|聯絡人|法定代表人"
        ),
        "people's names",
    ),
    (
        (
            r"\b(?:(?:home|private|residential|street|postal|mailing) address(?:es)?|address(?: ?line)? ?[1-4]?|"
            r"wohnort|anschrift|domicilio|adresse|indirizzo|endereço|woonadres)\b|家庭住址|住址|地址"
        ),
        "addresses: whose are they",
    ),
    (
        r"\b(?:iban|bank account|account (?:no|number)|sort code|kontonummer)\b|银行账号|银行卡|银行账户",
        "bank accounts",
    ),
    (
        (
            r"\b(?:gender|sex|ethnicity|race|religion|disability|health|diagnosis|sexual orientation|nationality|"
            r"geschlecht|sexo|sexe|sesso|marital status)\b|性别|性別|民族|宗教|国籍|國籍|婚姻"
        ),
        "a trait of people",
    ),
)
_TEXTS = frozenset({"text", "identifier", "category", "integer"})
_MANY = 0.5  # the share of the values that must look like a telephone number: a code may by chance
_BRITISH_ID = r"^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]$"
_IBAN = r"^[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?$"
_PHONE = r"^(?:\+[0-9]{1,3}[ .-]?(?:\(0?\))?|\(?0)[0-9() .-]{7,15}[0-9]$|^1[3-9][0-9]{9}$"
_PERSON = r"^(?:Mr|Mrs|Ms|Miss|Dr|Herr|Frau|Sr|Sra|Mme)\.? \p{Lu}"
# What some values may look like, how many of them it takes, and what to say.
_VALUES = (
    (_BRITISH_ID, _MANY, "the values look like national insurance numbers"),
    (_IBAN, _MANY, "the values look like bank accounts"),
    (_PHONE, _MANY, "the values look like telephone numbers"),
    (_PERSON, 0.1, "some values look like people's names"),
)


def personal_reason(field: FoundField, column: Any) -> str | None:
    """Why a column may hold personal data, in words; None where nothing speaks for it."""
    if field.type == "email":
        return "its values are e-mail addresses"
    title = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", field.title).replace("_", " ").split())
    for pattern, subject in _TITLES:
        if re.search(pattern, title, re.IGNORECASE):
            return f"the title speaks of {subject}"
    return _reason_in(column) if field.type in _TEXTS else None


def _reason_in(column: Any) -> str | None:
    texts = pc.unique(column).drop_null().cast(pa.string())
    if not len(texts):
        return None
    if certain := list(identifiers(texts)):
        return f"some values hold {', '.join(certain)}"
    for pattern, least, reason in _VALUES:
        share = pc.mean(pc.match_substring_regex(texts, pattern=pattern)).as_py()
        if share > least:
            return reason
    return None
