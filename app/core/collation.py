"""Names in the order in which a reader of each language looks for them.

Our own few lines, because the one packaged ICU weighs 65 MB. Capitals and accents count only between names that are
else equal. Spanish has ñ after n; Russian ё with е and й after и; Arabic leaves out the article at the
beginning and reads each hamza with its carrier, as the country lists of the United Nations do; Chinese follows
pinyin, which is how GB 2312 numbers its 3,755 common characters. Letters of the language's own script come
before those of others.

Not the full Unicode Collation Algorithm: marks between words weigh alike, languages beyond these seven have
no rules of their own, a Chinese character with two readings has one place (秘 in 秘鲁 stands under mi), and
Chinese characters that are not common come last, but for the few of our lists in `STAND_INS`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

Item = TypeVar("Item")
Key = tuple[str, str, str]

LAST, FOREIGN, PINYIN = "\U000effff", "\U0010fffd", 0xF0000
OWN_SCRIPT = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "й": f"и{LAST}", "ـ": None})
BY_LANGUAGE = {
    "ar": str.maketrans({"ة": "ت", "ى": "ي", "ٱ": "ا"}),
    "es": str.maketrans({"ñ": f"n{LAST}"}),
}
# A character that is not common stands behind a common one of the same sound.
STAND_INS = dict(zip("斐瑙汶俾芙鞑靼迦艮腓梵伽巽穹铢钯珀矶", "匪脑问比扶达达加根肥饭加讯穷珠把破机", strict=True))
ARTICLE = "ال"


@lru_cache(maxsize=20_000)
def collation_key(name: str, language: str) -> Key:
    """What `name` is sorted by in a list in `language`; equal for no two different names."""
    language = language.partition("-")[0].partition("_")[0]
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    shown = plain.removeprefix(ARTICLE) if language == "ar" and len(plain) > 4 else plain
    letters = shown.translate(LETTERS).translate(BY_LANGUAGE.get(language, {}))
    bare = (each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each))
    primary = "".join(_place(each, language) for each in bare)
    return " ".join(primary.split()), unicodedata.normalize("NFD", plain), name


def in_order(items: Iterable[Item], name: Callable[[Item], str], language: str) -> list[Item]:
    """`items` in the order of their names in `language`; equal ones stay as they came."""
    return sorted(items, key=lambda item: collation_key(name(item), language))


def _place(letter: str, language: str) -> str:
    if letter == LAST:
        return letter
    kind, own = unicodedata.category(letter)[0], OWN_SCRIPT.get(language)
    if kind not in "LMN":
        return " "
    if not own or kind != "L":
        return letter
    if not unicodedata.name(letter, "").startswith(own):
        return FOREIGN + letter
    return _pinyin(letter) if own == "CJK" else letter


def _pinyin(character: str) -> str:
    common = STAND_INS.get(character, character)
    number = int.from_bytes(common.encode("gb2312", "ignore"), "big")
    return (chr(PINYIN + number) if number else LAST) + ("" if common == character and number else character)
