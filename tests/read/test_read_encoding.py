"""Which encoding a file is in: named texts in the encodings their languages are sent in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.read import decode
from publisher.read.text.twice import once, written_twice

TEXTS = {
    "Chinese": "编号,姓名,金额\n1,张三,1234.50\n2,李四,20\n镇海区财政局二〇二〇年采购合同公告\n",
    "Chinese, traditional": "編號,鄉鎮市區,總價元\n1,臺北市信義區,7490000\n許功蓋,建物移轉總面積\n",
    "Japanese": "番号,名前,住所\n1,田中太郎,東京都千代田区\n2,ソフト表示,カタカナとひらがな\n",
    "Korean": "번호,이름,주소\n1,김철수,서울특별시 종로구\n2,이영희,부산광역시 해운대구\n",
    "German": "Straße;Gemeinde;Betrag\nHauptstraße 5;München;1.613,50\nFörderung für Künstler;Lübeck;50.000\n",
    "French": "Intitulé;Bénéficiaire;Début\nRénovation énergétique;École élémentaire;à côté\nl’État;Besançon;août\n",
    "Polish": "Tytuł projektu;Beneficjent\nBudowa drogi; Województwo Śląskie\nNowa Sól;Kaźmierzów, Częstochowa\nŻółć\n",
    "Czech": "Název;Město;Částka\nPříspěvek na údržbu;Plzeň;10\nŘízení;Děčín;5\nŽďár nad Sázavou;Třebíč;7\n",
    "Hungarian": "Név;Település;Összeg\nfejlesztése;Győr;5\nműködő;Üllő;6\nTűzoltóság;Hódmezővásárhely;1\n",
    "Russian": "Номер;Название;Сумма\n1;Администрация города;100\n2;Министерство финансов;200\n",
    "Bulgarian": "Номер;Бенефициент;Община\n1;Столична община;София\n2;Министерство на транспорта;Варна\n",
    "Greek": "Αριθμός;Όνομα;Ποσό\n1;Δήμος Αθηναίων;100\n2;Υπουργείο Οικονομικών;200\n",
    "Turkish": "Sıra;İl;Tutar\n1;İstanbul Büyükşehir Belediyesi;5\n2;Muğla Şehir Müdürlüğü;6\nDiyarbakır;Ağrı;8\n",
    "Portuguese": "Município;População\nSão Gonçalo;999\nNiterói;487\nDivisão de Educação;Três Corações\n",
    "Romanian": "Număr;Instituție;Adresă\n1;Apă Canal;Strada Gării\n2;Grădinița;Șoseaua Națională\n",
    "Arabic": "الرقم;الاسم;المدينة\n1;وزارة المالية;بغداد\n2;أمانة العاصمة;عمان\n",
    "Hebrew": "מספר;שם;עיר\n1;משרד האוצר;ירושלים\n2;עיריית תל אביב;תל אביב\n",
}
CASES = [
    ("Chinese", "gb18030"),
    ("Chinese", "utf-16-le"),
    ("Chinese", "utf-16-be"),
    ("Chinese, traditional", "cp950"),
    ("Japanese", "cp932"),
    ("Japanese", "euc_jp"),
    ("Korean", "cp949"),
    ("German", "cp1252"),
    ("German", "utf-32-le"),
    ("French", "cp1252"),
    ("Polish", "cp1250"),
    ("Czech", "cp1250"),
    ("Hungarian", "cp1250"),
    ("Russian", "cp1251"),
    ("Russian", "cp866"),
    ("Russian", "iso8859-5"),
    ("Bulgarian", "cp1251"),
    ("Greek", "cp1253"),
    ("Greek", "iso8859-7"),
    ("Greek", "cp737"),
    ("Greek", "mac-greek"),
    ("Turkish", "cp1254"),
    ("Turkish", "cp857"),
    ("Turkish", "mac-turkish"),
    ("Romanian", "iso8859-16"),
    ("Portuguese", "cp1252"),
    ("Portuguese", "mac-roman"),
    ("German", "cp850"),
    ("Arabic", "cp1256"),
    ("Arabic", "iso8859-6"),
    ("Hebrew", "cp1255"),
]


@pytest.mark.parametrize(("language", "encoding"), CASES, ids=[f"{a}-{b}" for a, b in CASES])
def test_a_text_is_read_in_its_language(language: str, encoding: str) -> None:
    text = TEXTS[language]
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.damaged


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF8 * 2, b""], ids=["bom", "double-bom", "none"])
def test_utf8_is_never_taken_for_another(language: str, mark: bytes) -> None:
    decoded = decode(mark + TEXTS[language].encode())
    assert (decoded.text, decoded.encoding, decoded.sure) == (TEXTS[language], "utf-8", True)


DECLARED = [
    ("gb2312 means GB18030", "镕堃".encode("gb18030"), "gb2312", "镕堃", "gb18030"),
    ("latin-1 means Windows-1252", "5 € – ok".encode("cp1252"), "ISO-8859-1", "5 € – ok", "cp1252"),
    ("UTF-8 under a wrong label", "Frühjahr, Café".encode(), "iso-8859-1", "Frühjahr, Café", "utf-8"),
    ("Chinese under a UTF-8 label", "财政局公告".encode("gb18030"), "utf-8", "财政局公告", "gb18030"),
    ("a label no one knows", "财政局".encode(), "x-nothing", "财政局", "utf-8"),
    ("a label that is no text encoding", b"abc", "base64", "abc", "utf-8"),
    ("a mark beats the label", codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), "utf-8", "é", "utf-16-le"),
]


@pytest.mark.parametrize(("data", "label", "text", "encoding"), [c[1:] for c in DECLARED], ids=[c[0] for c in DECLARED])
def test_a_label_is_kept_while_it_makes_sense(data: bytes, label: str, text: str, encoding: str) -> None:
    decoded = decode(data, label)
    assert (decoded.text, decoded.encoding) == (text, encoding)


DAMAGED = [
    ("stray bytes in ASCII", b"id,name\n2,\xff\xfe\xfa\n3,ok\n", "2,\ufffd\ufffd\ufffd\n"),
    ("GB bytes in UTF-8", b"1,\xe4\xb8\xad\xe6\x96\x87\n2,\xd6\xd0\xce\xc4\n", "1,中文\n2,\ufffd"),
]


@pytest.mark.parametrize(("data", "part"), [c[1:] for c in DAMAGED], ids=[c[0] for c in DAMAGED])
def test_damage_is_marked_and_not_guessed_away(data: bytes, part: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.damaged, decoded.sure) == ("utf-8", True, False)
    assert part in decoded.text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gb2312", "big5", "latin-1", "koi8-r", "utf-16"]))
def test_any_bytes_give_some_text(data: bytes, label: str | None) -> None:
    decoded = decode(data, label)
    assert decoded.text.encode("utf-8", "surrogatepass") is not None
    assert decoded.reason


SHIFTED = [("Japanese", "iso2022_jp"), ("Korean", "iso2022_kr"), ("Chinese", "hz")]


@pytest.mark.parametrize(("language", "encoding"), SHIFTED, ids=[encoding for _, encoding in SHIFTED])
def test_shifted_characters_are_not_taken_for_ascii(language: str, encoding: str) -> None:
    text = TEXTS[language].replace("二〇二〇", "")
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.sure) == (text, False)


ONCE_MORE = {
    "German, as Windows-1252": (TEXTS["German"], "cp1252"),
    "French, as ISO 8859-1": (TEXTS["French"].replace("’", "'"), "latin-1"),
    "Czech, as ISO 8859-1": (TEXTS["Czech"], "latin-1"),
    "Chinese, as ISO 8859-1": (TEXTS["Chinese"], "latin-1"),
    "Russian, as ISO 8859-1": (TEXTS["Russian"], "latin-1"),
    "one name": ("name,town\nJosé,Rome\n", "cp1252"),
}


@pytest.mark.parametrize(("text", "mistaken"), ONCE_MORE.values(), ids=ONCE_MORE.keys())
def test_utf8_written_twice_is_put_right(text: str, mistaken: str) -> None:
    decoded = decode(text.encode().decode(mistaken).encode())
    assert (decoded.text, decoded.sure) == (text, False)
    assert "on its way" in decoded.reason


NOT_TWICE = {
    "a letter that is right": "José,Ã©té\n",
    "cut off": "Ã©té Ã\n",
    "a letter and a sign": "«IRMÃ»\n",
    "no letters": "10 %,£5,20 °C\n",
}


@pytest.mark.parametrize("text", NOT_TWICE.values(), ids=NOT_TWICE.keys())
def test_text_that_was_written_once_stays(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.sure) == (text, True)


@given(st.text(max_size=30), st.sampled_from(["Windows-1252", "ISO 8859-1"]), st.text(max_size=3))
def test_what_is_put_right_goes_back_without_loss(text: str, mistaken: str, more: str) -> None:
    def read(data: bytes, by: str) -> str:
        latin = by == "ISO 8859-1"
        return "".join(chr(b) if latin else bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)

    sent = read(text.encode("utf-8", "replace"), mistaken) + more
    by = written_twice(sent.encode("utf-8", "replace"))
    assert by is None or read(once(sent, by), by) == sent


LETTERS = {
    "letters put back": ("d\x92Artagnan \x96 £5\n", "d’Artagnan – £5\n"),
    "one of them is there itself": ("d\x92Artagnan, l’été\n", "d\x92Artagnan, l’été\n"),
    "a code without a letter": ("a\x81b\x92c\n", "a\x81b\x92c\n"),
    "a line end of its own": ("a\x85b\n", "a\x85b\n"),
}


@pytest.mark.parametrize(("text", "expected"), LETTERS.values(), ids=LETTERS.keys())
def test_control_characters_that_were_letters(text: str, expected: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.sure) == (expected, expected == text)


FEW = {
    "pounds in a title": "Date,Amount £\n01/02/2016,12.50\n",
    "pounds before a number": "Spending over £500\n",
    "hard spaces in numbers": "Dépenses;Taux\n12\xa0345,67;3\n1\xa0234\xa0567,00;4\n",
    "one letter": "name\nGraz\nKöln\n",
}


@pytest.mark.parametrize("text", FEW.values(), ids=FEW.keys())
def test_few_characters_beyond_ascii_are_those_of_windows(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_bytes_beyond_ascii_may_all_stand_behind_the_part_that_is_looked_at() -> None:
    found = decode(b"a\0b,c\n" * 200_000 + b"\xff\xff\x81", None)
    assert (found.text[:6], found.text[-3:]) == ("a\0b,c\n", "\ufffd\ufffd\ufffd")
