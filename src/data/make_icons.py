"""Writes icons.tsv: which glyph of which icon font is which icon, by code point, glyph name and (Font Awesome 5) number.

Unpack beside each other, in the folder that is the only argument: the npm packages @fortawesome/fontawesome-free 6,
academicons, bootstrap-icons, material-design-icons-iconfont, @mdi/font and typicons.font, and the PyPI package
fontawesomefree 5.15.4 (its otf files) as fa5. Needs fonttools.
"""

import glob
import json
import re
import sys

from fontTools.ttLib import TTFont

R = sys.argv[1].rstrip("/") + "/"
maps = {}  # family -> {cp:[names]}


def css(fam, path, pat):
    s = open(path, encoding="utf8").read()
    d = maps.setdefault(fam, {})
    for sel, cp in re.findall(pat, s, re.S):
        for n in re.findall(r"\.(?:fa|ai|bi|mdi|icon|ion|icon-|typcn|si)-([a-z0-9-]+)", sel):
            d.setdefault(int(cp, 16), set()).add(n)


fa = json.load(open(glob.glob(R + "fort*/package/metadata/icon-families.json")[0]))
d = maps.setdefault("fontawesome", {})
for n, v in fa.items():
    cps = [v["unicode"]]
    names = {n} | set((v.get("aliases") or {}).get("names") or [])
    for cp in cps:
        d.setdefault(int(cp, 16), set()).update(names)
css(
    "academicons",
    glob.glob(R + "academicons*/package/css/academicons.css")[0],
    r'([^{}]*)\{\s*content:\s*"\\([0-9a-f]+)"',
)
bi = json.load(open(glob.glob(R + "bootstrap*/package/font/bootstrap-icons.json")[0]))
d = maps.setdefault("bootstrap-icons", {})
for n, cp in bi.items():
    d.setdefault(cp, set()).add(n)
for fam, g, pat in (
    (
        "materialdesignicons",
        "mdi-font*/package/css/materialdesignicons.css",
        r'([^{}]*)\{\s*content:\s*"\\([0-9A-Fa-f]+)"',
    ),
    ("ionicons", "ionicons*/package/dist/css/ionicons.css", r'([^{}]*)\{\s*content:\s*"\\([0-9A-Fa-f]+)"'),
    ("typicons", "typicons*/package/src/font/typicons.css", r'([^{}]*)\{\s*content:\s*[\'"]\\([0-9A-Fa-f]+)'),
):
    for p in glob.glob(R + g):
        css(fam, p, pat)
# material icons codepoints
for p in glob.glob(R + "material*/package/dist/material-design-icons.css"):
    s = open(p).read()
    d = maps.setdefault("materialicons", {})
    for n, cp in re.findall(r'\.material-icons\.([a-z0-9_]+)[^{]*\{\s*content:\s*"\\([0-9a-f]+)"', s):
        d.setdefault(int(cp, 16), set()).add(n.replace("_", "-"))


def kind(n):
    n = n.lower().replace("_", "-")
    for suf in ("-fill", "-outline", "-circle-fill", "-solid", "-line", "-sharp"):
        if n.endswith(suf):
            n = n[: -len(suf)]
    n = re.sub(r"^(md|ios|logo|social|android)-", "", n)
    words = n.split("-")
    B = dict(
        github="GitHub",
        gitlab="GitLab",
        linkedin="LinkedIn",
        orcid="Orcid",
        scholar="Scholar",
        researchgate="ResearchGate",
        twitter="Twitter",
        mastodon="Mastodon",
        stackoverflow="StackOverflow",
        facebook="Facebook",
        instagram="Instagram",
        youtube="YouTube",
        xing="Xing",
        skype="Skype",
        telegram="Telegram",
        whatsapp="WhatsApp",
        kaggle="Kaggle",
        medium="Medium",
    )
    if n in ("google-scholar", "google-scholar-square", "googlescholar"):
        return "Scholar"
    if n in ("stack-overflow", "stackoverflow", "stack-overflow-square"):
        return "StackOverflow"
    if n in ("x-twitter", "square-x-twitter", "twitter-x"):
        return "Twitter"
    if n.startswith("wechat") or n.startswith("weixin"):
        return "Other"
    for w in words:
        if w in B and len(words) <= 3 and not (w == "medium" and n not in ("medium", "medium-m", "medium-logo")):
            return B[w]
    if words[0] in ("square", "circle"):
        words = words[1:]
    base = "-".join(
        w
        for w in words
        if w
        not in (
            "square",
            "circle",
            "sign",
            "alt",
            "flip",
            "open",
            "text",
            "o",
            "in",
            "f",
            "m",
            "p",
            "s",
            "fixed",
            "simple",
            "blank",
            "heart",
        )
        or w == "at"
    )
    P = {
        "phone",
        "mobile",
        "telephone",
        "smartphone",
        "call",
        "cell",
        "cellphone",
        "mobile-button",
        "mobile-screen",
        "mobile-screen-button",
        "mobile-phone",
        "mobile-android",
        "mobile-retro",
        "phone-call",
        "phone-volume",
        "iphone",
        "local-phone",
        "phone-iphone",
        "phone-android",
        "contact-phone",
        "phone-enabled",
        "phone-in-talk",
        "perm-phone-msg",
        "tablet-android",
        "device-phone",
        "settings-phone",
        "telephone-forward",
        "telephone-outbound",
        "phone-forwarded",
        "phone-classic",
        "phone-office",
    }
    E = {
        "envelope",
        "mail",
        "email",
        "at",
        "inbox",
        "paper-plane",
        "envelope-at",
        "mail-outline",
        "alternate-email",
        "contact-mail",
        "at-sign",
        "envelope-paper",
        "mail-bulk",
        "envelopes-bulk",
        "local-post-office",
        "markunread",
        "mailbox",
        "email-outline",
        "email-variant",
    }
    H = {"home", "house", "house-chimney", "house-user", "home-user", "house-door", "home-variant", "home-outline"}
    L = {
        "map-marker",
        "location",
        "location-dot",
        "location-pin",
        "map",
        "geo",
        "map-pin",
        "pin",
        "place",
        "location-on",
        "location-arrow",
        "room",
        "geo-alt",
        "pin-drop",
        "compass",
        "map-location",
        "map-location-dot",
        "map-marked",
        "map-signs",
        "marker",
        "thumbtack",
        "location-outline",
        "my-location",
        "pin-angle",
        "location-crosshairs",
        "pin-map",
        "map-marker-radius",
    }
    W = {
        "globe",
        "link",
        "chain",
        "external-link",
        "earth",
        "web",
        "world",
        "language",
        "public",
        "globe-americas",
        "globe-europe",
        "globe-asia",
        "globe-africa",
        "earth-americas",
        "earth-europe",
        "earth-asia",
        "earth-africa",
        "desktop",
        "laptop",
        "www",
        "up-right-from-square",
        "arrow-up-right-from",
        "external-link-square",
        "insert-link",
        "open-in-new",
        "link-variant",
        "box-arrow-up-right",
        "globe2",
        "globe-central-south-asia",
        "browser",
        "rss",
        "computer",
        "http",
        "launch",
        "laptop-code",
        "arrow-up-right-from-square",
        "link-45deg",
        "earth-oceania",
        "dribbble",
        "blog",
    }
    C = {
        "calendar",
        "calendar-days",
        "calendar-day",
        "calendar-week",
        "calendar-check",
        "clock",
        "date-range",
        "event",
        "today",
        "calendar-date",
        "schedule",
        "calendar-month",
        "calendar-range",
        "calendar-today",
    }
    D = {"birthday-cake", "cake", "cake-candles", "cake-variant", "cake2"}
    for s, k in ((P, "Phone"), (E, "Email"), (H, "Home"), (L, "Place"), (W, "Web"), (C, "Calendar"), (D, "Birthday")):
        if base in s or n in s:
            return k
    return None


rows = set()
names = set()
for fam, d in maps.items():
    for cp, ns in d.items():
        ks = [kind(n) for n in sorted(ns)]
        ks = [k for k in ks if k]
        if ks:
            rows.add((fam, "%04X" % cp, ks[0]))
            for n in ns:
                if kind(n):
                    names.add(("*", n, kind(n)))
# FontAwesome 4 numbers that later versions moved
for cp, k in (
    ("F003", "Email"),
    ("F095", "Phone"),
    ("F098", "Phone"),
    ("F10B", "Phone"),
    ("F0AC", "Web"),
    ("F0C1", "Web"),
    ("F08E", "Web"),
    ("F041", "Place"),
    ("F015", "Home"),
    ("F09B", "GitHub"),
    ("F092", "GitHub"),
    ("F113", "GitHub"),
    ("F0E1", "LinkedIn"),
    ("F08C", "LinkedIn"),
    ("F099", "Twitter"),
    ("F081", "Twitter"),
    ("F16C", "StackOverflow"),
    ("F17E", "Skype"),
    ("F168", "Xing"),
    ("F169", "Xing"),
    ("F09A", "Facebook"),
    ("F230", "Facebook"),
    ("F082", "Facebook"),
    ("F16D", "Instagram"),
    ("F167", "YouTube"),
    ("F16A", "YouTube"),
    ("F296", "GitLab"),
    ("F2C6", "Telegram"),
    ("F232", "WhatsApp"),
    ("F23A", "Medium"),
    ("F1FD", "Birthday"),
    ("F073", "Calendar"),
    ("F133", "Calendar"),
    ("F2B6", "Email"),
    ("F2B7", "Email"),
    ("F0E0", "Email"),
    ("F1FA", "Email"),
    ("F1D8", "Email"),
    ("F199", "Email"),
    ("F3CD", "Phone"),
    ("F3CF", "Phone"),
    ("F879", "Phone"),
    ("F2A0", "Phone"),
    ("F3C5", "Place"),
    ("F276", "Place"),
    ("F19D", "Scholar"),
):
    rows = {r for r in rows if not (r[0] == "fontawesome" and r[1] == cp)}
    rows.add(("fontawesome", cp, k))
# marvosym by glyph name / code
for n, k in (
    ("telefon", "Phone"),
    ("mobilefone", "Phone"),
    ("telephone", "Phone"),
    ("letter", "Email"),
    ("emailct", "Email"),
    ("email", "Email"),
    ("fax", "Phone"),
    ("faxmachine", "Phone"),
    ("phone", "Phone"),
    ("mobile", "Phone"),
    ("gitHub", "GitHub"),
    ("homepage", "Web"),
    ("mundus", "Web"),
    ("house", "Home"),
):
    names.add(("*", n.lower(), k))
U = [
    ("260E", "Phone"),
    ("260F", "Phone"),
    ("2706", "Phone"),
    ("1F4DE", "Phone"),
    ("1F4F1", "Phone"),
    ("1F4F2", "Phone"),
    ("1F57F", "Phone"),
    ("1F57E", "Phone"),
    ("1F581", "Phone"),
    ("1F4E0", "Phone"),
    ("2709", "Email"),
    ("1F4E7", "Email"),
    ("1F4E8", "Email"),
    ("1F4E9", "Email"),
    ("1F582", "Email"),
    ("1F583", "Email"),
    ("1F584", "Email"),
    ("1F4EC", "Email"),
    ("1F4EB", "Email"),
    ("1F3E0", "Home"),
    ("1F3E1", "Home"),
    ("2302", "Home"),
    ("1F4CD", "Place"),
    ("1F4CC", "Place"),
    ("1F5FA", "Place"),
    ("1F310", "Web"),
    ("1F30D", "Web"),
    ("1F30E", "Web"),
    ("1F30F", "Web"),
    ("1F517", "Web"),
    ("1F578", "Web"),
    ("1F5A5", "Web"),
    ("1F4BB", "Web"),
    ("1F5B3", "Web"),
    ("1F4C5", "Calendar"),
    ("1F4C6", "Calendar"),
    ("1F5D3", "Calendar"),
    ("1F382", "Birthday"),
]
for cp, k in U:
    rows.add(("unicode", cp, k))
d = {}
for family, key, icon in sorted(rows | names):
    d.setdefault(family + "/" + key, icon)
d.pop("fontawesome/F19D", None)
for p in glob.glob(R + "fa5/**/*.otf", recursive=True):
    order = TTFont(p).getGlyphOrder()
    face = p.split("Font Awesome 5 ")[1].split("-")
    tag = {"Brands": "brands", "Free": face[1].lower()}[face[0]]
    for number, name in enumerate(order):
        if kind(name):
            d["fontawesome5%s/g%d" % (tag, number)] = kind(name)
SH = {
    "circle": "F111",
    "dot-circle": "F192",
    "circle-dot": "F192",
    "angle-right": "F105",
    "angle-double-right": "F101",
    "angles-right": "F101",
    "caret-right": "F0DA",
    "chevron-right": "F054",
    "arrow-right": "F061",
    "check": "F00C",
    "square": "F0C8",
    "hand-point-right": "F0A4",
    "arrow-circle-right": "F0A9",
    "chevron-circle-right": "F138",
    "long-arrow-alt-right": "F30B",
    "check-square": "F14A",
    "minus": "F068",
    "square-check": "F14A",
    "circle-arrow-right": "F0A9",
}
for n, c in SH.items():
    d["*/" + n] = "Bullet"
    d["fontawesome/" + c] = "Bullet"
for p in glob.glob(R + "fa5/**/*.otf", recursive=True):
    f = TTFont(p)
    o = f.getGlyphOrder()
    face = p.split("Font Awesome 5 ")[1].split("-")
    tag = {"Brands": "brands", "Free": {"Regular": "regular", "Solid": "solid"}.get(face[1], face[1])}[face[0]]
    for i, n in enumerate(o):
        if n in SH:
            d["fontawesome5%s/g%d" % (tag, i)] = "Bullet"

open("icons.tsv", "w").write("".join(k + "\t" + d[k] + "\n" for k in sorted(d, key=lambda s: s.encode())))
