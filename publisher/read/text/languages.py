"""What text in a language looks like, as far as it takes to tell one character encoding from another.

A wrong encoding turns a language's letters into ones no single language has together: Czech read as Windows-1252
mixes ``ì`` ``ø`` ``ù`` ``ý``. So each encoding is scored under each language it was made for, and the best pair wins.
The score is a rough log likelihood of the text; scores of one piece of bytes under several encodings compare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

# Letters beyond ASCII, the frequent ones first (rough order; only the rank's size matters).
_LATIN = {
    "German": "üäößéèáç",
    "French": "éèàêçôâîûëïùœæÿ",
    "Spanish": "óíáéñúüçªº",
    "Catalan": "óèàéíçúòïü·",
    "Portuguese": "ãçáéóíêõâúàôüºª",
    "Italian": "àèòùéìóº",
    "Dutch": "ëéïüöèóáê",
    "Nordic": "äöåøæéüÿ",
    "Icelandic": "áðíþéóúýæö",
    "Finnish": "äöåšž",
    "Estonian": "äõüöšž",
    "Polish": "łąęóżśćńź",
    "Czech": "íáéěřčšýžůúťďňó",
    "Slovak": "áíéčžýšúľťôňďóäĺŕ",
    "Hungarian": "áéöőóüíúű",
    "Romanian": "ăîâșțşţ",
    "Croatian": "čšžćđ",
    "Albanian": "ëç",
    "Turkish": "ıİşğüçöâî",
    "Latvian": "āīēšņūžļčģķ",
    "Lithuanian": "ėšžųūįčąę",
    "Irish": "áéíóúẃŵŷ",
}
_OTHER = {
    "Russian": "оеаинтсрвлкмдпуяызьбгчйхжюшцщэфъё",
    "Ukrainian": "оаинвіертсклдупмяьзгбчхйжшюцщєїфґ",
    "Bulgarian": "аиоетнрсвлкдпмзябъугчцжщхфюшйь",
    "Serbian": "аоиенрсјтудквлмпзгбшцчжђњћљфх",
    "Greek": "αοιετσνηυρπκμλςόάίέγδήωχθύφώβξζψϊϋΐΰ",
    "Hebrew": "יוהלאמרתבשנעםדקחפטצןגזכסךףץ",
    "Arabic": "اليمنرتوبةعدسفهكقأحجىشصطخإءذزثضغئؤظآ",
    "Thai": "านรอกเงมยลวดสตทปบคหแจพชขใไผถโซธศณุูิีึืั่้็์ฯ",
}
_FREQUENT_HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道"
    "行所然家种事成方多经么去法学如都同"
    "现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明"
    "性知全三又关点正业外将两高间由问很"
    "最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通"
    "教儿原东声提立及比员解水名真论处走"
    "义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山"
    "金指克许统区保至队形社便空决治展马"
    "科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术"
    "领共确传师观清今切院让识候带导争运"
    "编号姓户籍县乡镇村街区省州部局厅委办室单位项目金额合同采购供应商预算支出收入人口总计备注序称地址电话日期"
    "时间类型状态数量价格土地房屋建筑面积"
    "企业有限公司财政教育卫生环境交通水利农业林业审批许可证登记注册法定代表统一社会信用代码服务事项办理材料流"
    "程时限依据说明元亿千百号"
)
_FREQUENT_HANT = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道"
    "行所然家種事成方多經麼去法學如都同"
    "現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明"
    "性知全三又關點正業外將兩高間由問很"
    "最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通"
    "教兒原東聲提立及比員解水名真論處走"
    "義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山"
    "金指克許統區保至隊形社便空決治展馬"
    "編號姓戶籍縣鄉鎮村街路段巷弄樓省州局廳處委辦室單位項目金額合約採購供應商預算支出收入人口總計備註序稱地址"
    "電話日期時間類型狀態數量價格土地房屋"
    "建築面積移轉交易車坪層企業有限公司財政教育衛生環境交通水利農業林業臺灣北港澳元億萬千百"
)
_JAPANESE_HAN = (
    "番号名前年月日県市区町村東京都大学会社人口数合計国務省庁所在地電話住法令者業事務時間円金額種類平成昭和令表示能"
)
_HANGUL = (
    "이다의가는에을를하고지사기도시로자인대구정부원일수전한서제공소주상관보연계동국장"
    "과리어안성년월번호명교비조업체용라경"
)

COMMON_SYMBOLS = frozenset("’‘“”„–—…•€£°§«»½²·º®©™\u00a0\u00ad¼¾×±¥")
_WIDE_SYMBOLS = frozenset("，。、：；（）《》“”‘’—…！？【】「」『』・\u3000％．－～〔〕→①②③④⑤●○◎■□★※〇々ー")
_MONEY = frozenset("£€")
_LETTER, _SIGN, _SYMBOL, _STRANGE, _CONTROL = -3.0, -4.5, -6.5, -13.0, -16.0

_FLIP = re.compile(r"[^\W\d_]{2,}")
# A letter beyond ASCII among digits or alone before one: in truth a space or a sign of money in another encoding.
_BESIDE_DIGIT = re.compile(r"(?:(?<=[0-9])|(?<![^\W_]))(?=[\u0080-\u052f])[^\W\d_](?=[0-9])")
_HARD_SPACE = re.compile("(?<=[0-9])\u00a0(?=[0-9]{3})")
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s.,;:'’`´·/&@+\-–—()\[\]\"“”«»\x00-\x7f](?=[^\W\d_])")


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language as a log likelihood of one character. ``latin``: its words mix freely with ASCII letters."""

    name: str
    latin: bool
    weight: Callable[[str], float]


def _alphabet(letters: str, *, latin: bool) -> Callable[[str], float]:
    weights: dict[str, float] = {}
    for rank, letter in enumerate(letters):
        weights[letter] = -3.6 - 0.06 * rank
        upper = letter.upper()
        if len(upper) == 1:
            weights.setdefault(upper, weights[letter] - 1.5)
    other_letter = -10.0 if latin else _STRANGE

    def weight(character: str) -> float:
        if character in weights:
            return weights[character]
        if character in COMMON_SYMBOLS:
            return _SIGN if character in _MONEY else _SYMBOL
        return other_letter if character.isalpha() and character < "\u0250" else _STRANGE

    return weight


def _level(character: str, codec: str, first: int, last: int) -> bool:
    try:
        return first <= character.encode(codec)[0] <= last
    except UnicodeEncodeError:
        return False


def _han(frequent: str, codec: str, first: int, last: int) -> Callable[[str], float]:
    common = frozenset(frequent)

    @cache
    def weight(character: str) -> float:
        if character in common:
            return -5.5
        if character in _WIDE_SYMBOLS or "０" <= character <= "ｚ":
            return -5.0
        if "\u4e00" <= character <= "\u9fff":
            return -8.5 if _level(character, codec, first, last) else -11.5
        if "\u3400" <= character <= "\u4dbf" or character > "\uffff":
            return -14.0
        return -9.0 if character in COMMON_SYMBOLS else _STRANGE

    return weight


@cache
def _japanese(character: str) -> float:
    if "\u3041" <= character <= "\u30fe":
        return -4.5
    if "\uff61" <= character <= "\uff9f":
        return -9.5
    return _han(_JAPANESE_HAN, "euc_jp", 0xB0, 0xCF)(character)


@cache
def _korean(character: str) -> float:
    if "\uac00" <= character <= "\ud7a3":
        if character in _HANGUL:
            return -5.0
        return -7.5 if _level(character, "euc_kr", 0xB0, 0xC8) else -12.0
    return _SYMBOL if character in COMMON_SYMBOLS or character in _WIDE_SYMBOLS else _STRANGE


@cache
def language(name: str) -> Language:
    """The language of that name, as the tables above spell it."""
    if name in _LATIN:
        return Language(name=name, latin=True, weight=_alphabet(_LATIN[name], latin=True))
    if name in _OTHER:
        return Language(name=name, latin=False, weight=_alphabet(_OTHER[name], latin=False))
    wide: dict[str, Callable[[str], float]] = {
        "Chinese": _han(_FREQUENT_HAN, "gb2312", 0xB0, 0xD7),
        "Chinese (traditional)": _han(_FREQUENT_HANT, "big5", 0xA4, 0xC6),
        "Japanese": _japanese,
        "Korean": _korean,
    }
    return Language(name=name, latin=True, weight=wide[name])


LATIN_LANGUAGES = tuple(_LATIN)


def _ascii(character: str) -> float:
    if character.isalnum() or character in " ,;.\t\r\n-/:()\"'":
        return _LETTER
    return -4.5 if character >= " " and character != "\x7f" else _CONTROL


def score(text: str, languages: tuple[str, ...]) -> tuple[float, str]:
    """The best log likelihood of ``text`` among the languages, and that language's name."""
    counts = Counter(text)
    plain = sum(_ascii(c) * n for c, n in counts.items() if c < "\x80")
    other = [(c, n) for c, n in counts.items() if c >= "\x80"]
    controls = sum(_CONTROL * n for c, n in other if "\x80" <= c <= "\x9f" or "\ue000" <= c <= "\uf8ff")
    rest = [(c, n) for c, n in other if not ("\x80" <= c <= "\x9f" or "\ue000" <= c <= "\uf8ff")]
    shape, mixed = _shape(text), None
    best, name = float("-inf"), ""
    for candidate in map(language, languages):
        value = sum(candidate.weight(c) * n for c, n in rest)
        if not candidate.latin:
            mixed = _mixed(text) if mixed is None else mixed
            value += mixed
        if value > best:
            best, name = value, candidate.name
    return plain + controls + best + shape, name


def _shape(text: str) -> float:
    """Less for what no one writes: a capital after a small letter beyond ASCII, signs in words, letters in numbers.

    More for hard spaces that part thousands.
    """
    penalty = 0.0
    for word in _FLIP.findall(text):
        if word.isascii():
            continue
        penalty -= 3.0 * sum(1 for a, b in pairwise(word) if (a > "\x7f" or b > "\x7f") and a.islower() and b.isupper())
    penalty += (_SIGN - _SYMBOL) * len(_HARD_SPACE.findall(text))
    return penalty - 4.0 * (len(_INSIDE.findall(text)) + len(_BESIDE_DIGIT.findall(text)))


_BORDER = re.compile(r"[A-Za-z](?=[^\W\d_])(?![A-Za-z])|[^\W\d_](?<![A-Za-z])(?=[A-Za-z])")


def _mixed(text: str) -> float:
    """Less where an ASCII letter touches a letter of another script."""
    return -2.0 * len(_BORDER.findall(text))
