"""Words for invented records, in each language that one is written in: of that language's letters and no others."""

from __future__ import annotations

# Language → short texts. A record takes them in order, so that no two of its fields say the same.
SENTENCES: dict[str, tuple[str, ...]] = {
    "fr": (
        "Des banques de semences tenues par les villages",
        "Les semences locales sont gardées là où elles servent.",
        "La sécheresse emporte une récolte sur trois.",
        "Chaque famille rend deux mesures pour une mesure prêtée.",
        "Un registre des variétés",
        "Une pièce fraîche et du papier.",
        "La patience vaut mieux que la vitesse.",
        "Les familles de quarante villages.",
        "Un comité choisi par le village.",
        "Les caisses en métal ont rouillé.",
        "Familles servies",
        "familles",
        "Rapport de la deuxième année",
        "Deux personnes et une balance.",
        "Trois mois",
        "La vallée du nord",
    ),
    "ar": (
        "حصاد مياه الأمطار في المدارس",
        "خزانات بسيطة يبنيها الأهالي.",
        "تجف الآبار في الصيف.",
        "يبني الأهالي الخزانات في أسبوعين.",
        "خزان من الحجر",
        "حجارة ورمل وبنّاء واحد.",
        "السقف النظيف أهم من الخزان الكبير.",
        "تلاميذ مئة مدرسة.",
        "سقف سليم وأهل متطوعون.",
        "تشققت الخزانات الأولى.",
        "مدارس لديها ماء",
        "مدرسة",
        "تقرير المعهد",
        "بنّاء ومساعدان.",
        "أسبوعان",
        "السهل الشرقي",
    ),
    "zh": (
        "山村太阳能水泵",
        "用阳光取水，不用柴油。",
        "山上的村子缺水。",
        "村民自己安装水泵。",
        "水泵和水箱",
        "太阳能板和水管。",
        "先找水源，再买水泵。",
        "三十个村庄的居民。",
        "需要一处泉水。",
        "第一批水管冻裂了。",
        "有自来水的家庭",
        "户",
        "项目总结报告",
        "两名技术员。",
        "两个月",
        "北部山区",
    ),
    "ru": (
        "Лесные полосы против пыльных бурь",
        "Деревья держат почву на месте.",
        "Ветер уносит плодородный слой.",
        "Школьники сажают деревья вместе с лесниками.",
        "Питомник саженцев",
        "Семена и вода.",
        "Сажать нужно осенью.",
        "Жители десяти сёл.",
        "Земля без споров о границах.",
        "Первый год был слишком сухим.",
        "Посажено деревьев",
        "дерево",
        "Отчёт лесничества",
        "Лесник и трактор.",
        "Одна осень",
        "Степной район",
    ),
    "en": (
        "Flood gauges read by neighbours",
        "Neighbours read a painted pole and warn those below.",
        "Towns flood within hours.",
        "Volunteers call the next village when the river passes the red mark.",
        "A painted pole",
        "Paint and a list of numbers to call.",
        "A drill each spring keeps it alive.",
        "Eleven towns along the river.",
        "One telephone in each village.",
        "The first sirens were stolen.",
        "Hours of warning",
        "hour",
        "Report of the river board",
        "One trainer for each valley.",
        "Six weeks",
        "Along the lower river",
    ),
}


def texts(language: str, *names: str) -> dict[str, str]:
    """A different text of `language` for each of the names."""
    return dict(zip(names, SENTENCES[language], strict=False))


def titles_of_records() -> tuple[str, ...]:
    """What records are called, in every language."""
    return tuple(sentences[number] for sentences in SENTENCES.values() for number in (0, 2, 4))
