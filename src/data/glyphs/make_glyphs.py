"""Writes names.tsv, dingbats.tsv, encodings.tsv and widths.tsv from the PyPI packages reportlab and fonttools.

pip install reportlab fonttools && python make_glyphs.py
"""

from fontTools import agl
from reportlab.pdfbase import _fontdata as data

ENCODINGS = ["Standard", "WinAnsi", "MacRoman", "MacExpert", "Symbol", "ZapfDingbats"]
FACES = [
    "Helvetica",
    "Helvetica-Bold",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Symbol",
    "ZapfDingbats",
]
# Names of TeX's fonts and of others that the Adobe Glyph List lacks.
EXTRA = dict(
    visiblespace=0x20,
    cwm=0x200B,
    compwordmark=0x200B,
    dotlessj=0x237,
    SS=0x1E9E,
    Germandbls=0x1E9E,
    hyphenalt=0x2D,
    hyphenchar=0x2D,
    nbspace=0xA0,
    nbhyphen=0x2011,
    softhyphen=0xAD,
    ringfitted=0x2DA,
    textasteriskcentered=0x2217,
    bardbl=0x2016,
    arrowvertex=0x2191,
    perthousandzero=0x30,
    asteriskmath=0x2217,
    openbullet=0x25E6,
    star=0x22C6,
    triangleright=0x25B7,
    triangleleft=0x25C1,
    diamondmath=0x22C4,
    bulletoperator=0x2219,
    quotedblbase=0x201E,
    suppress=0x335,
    polishlcross=0x335,
    copyrightsans=0xA9,
    copyrightserif=0xA9,
    registersans=0xAE,
    registerserif=0xAE,
    trademarksans=0x2122,
    trademarkserif=0x2122,
)


def is_private(codes):
    return any(0xE000 <= code <= 0xF8FF for code in codes)


def plain(name):
    """The letter of a small capital, an old-style figure, a superior or an inferior."""
    for suffix in ("small", "oldstyle", "superior", "inferior"):
        stem = name.removesuffix(suffix)
        if stem and stem != name:
            return stem[0].lower() + stem[1:] if suffix == "small" else stem
    return None


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in sorted(rows, key=lambda row: row[0].encode()):
            file.write("\t".join(row) + "\n")


names = {name: codes if isinstance(codes, (tuple, list)) else (codes,) for name, codes in agl.LEGACY_AGL2UV.items()}
for name in [name for name, codes in names.items() if is_private(codes)]:
    base = names.get(plain(name) or "", ())
    if base and not is_private(base):
        names[name] = base
    else:
        del names[name]
names |= {name: (code,) for name, code in EXTRA.items() if name not in names}
names |= {"periodcentered": (0xB7,), "Delta": (0x394,), "Omega": (0x3A9,), "mu": (0xB5,)}
write("names.tsv", [(name, " ".join(f"{code:04X}" for code in codes)) for name, codes in names.items()])

dingbats = {name: agl._zapfDingbatsToUnicode(name) for name in data.ZapfDingbatsEncoding if name}
dingbats["space"] = " "
write("dingbats.tsv", [(name, f"{ord(sign):04X}") for name, sign in dingbats.items() if sign])

columns = [getattr(data, f"{name}Encoding") for name in ENCODINGS]
with open("encodings.tsv", "w", encoding="utf-8") as file:
    file.write("\t".join(["code", *ENCODINGS]) + "\n")
    for code in range(256):
        file.write("\t".join([str(code), *(column[code] or "" for column in columns)]) + "\n")

glyphs = {name for face in FACES for name in data.widthsByFontGlyph[face]}
write("widths.tsv", [(name, *(str(data.widthsByFontGlyph[face].get(name, "")) for face in FACES)) for name in glyphs])
