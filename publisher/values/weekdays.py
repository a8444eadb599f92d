"""Names of the days of the week, and their usual abbreviations, in the languages sources come in.

An abbreviation may be of two days (``so`` is Sunday in German and Saturday in Polish): then either is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# From Monday to Sunday, one entry a language.
_NAMES = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "en short": "mon tue wed thu fri sat sun",
    "en longer": "mon tues weds thur fri sat sun",
    "en longest": "mon tues wed thurs fri sat sun",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "de north": "montag dienstag mittwoch donnerstag freitag sonnabend sonntag",
    "de short": "mo di mi do fr sa so",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "fr short": "lun mar mer jeu ven sam dim",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "es short": "lun mar mié jue vie sáb dom",
    "es plain": "lun mar mie jue vie sab dom",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "it short": "lun mar mer gio ven sab dom",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "pt short": "segunda terça quarta quinta sexta sábado domingo",
    "pt shorter": "seg ter qua qui sex sáb dom",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "nl short": "ma di wo do vr za zo",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pl short": "pon wt śr czw pt sob nd",
    "cs": "pondělí úterý středa čtvrtek pátek sobota neděle",
    "cs short": "po út st čt pá so ne",
    "sk": "pondelok utorok streda štvrtok piatok sobota nedeľa",
    "sk short": "po ut st št pi so ne",
    "hu": "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "sv short": "mån tis ons tors fre lör sön",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "da short": "man tir ons tor fre lør søn",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "fi short": "ma ti ke to pe la su",
    "ro": "luni marți miercuri joi vineri sâmbătă duminică",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя",
    "lt": "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis",
    "lv": "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
    "et": "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev",
    "el": "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "zh other": "星期一 星期二 星期三 星期四 星期五 星期六 星期天",
    "zh short": "周一 周二 周三 周四 周五 周六 周日",
    "zh traditional": "週一 週二 週三 週四 週五 週六 週日",
    "zh spoken": "礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 礼拜天",
}


@cache
def weekdays() -> Mapping[str, int]:
    """Name in lower case, without a full stop -> the days it may be, as bits: 1 is Monday, 64 is Sunday."""
    found: dict[str, int] = {}
    for names in _NAMES.values():
        for place, name in enumerate(names.split()):
            found[name] = found.get(name, 0) | 1 << place
    return MappingProxyType(found)
