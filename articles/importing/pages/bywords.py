"""Words that stand in bylines beside the names: labels, roles, desks, agencies. In the languages of many papers."""

from __future__ import annotations


def _joined(lines: str) -> str:
    """Alternatives of a regular expression, on as many lines as they need."""
    return "".join(line.strip() if line.endswith("|") else line.lstrip() for line in lines.splitlines())


#: What opens a byline.
LABELS = _joined(r"""
    (?:written|reported|story|words|text|article|analysis|report|reporting|posted|submitted|published|created|
    review|opinion|commentary|essay|interview|compiled|guest\s+(?:column|opinion|commentary|post|essay)|column)\s+by\b|
    by\b(?=\s*:?)|author[s]?\s*[:：]|from\b(?=\s+[A-Z])|
    de notre (?:envoyée? spéciale?|correspondante?)|a cura di\b|par\b|von\b|por\b|autor(?:es|a)?\s*:|
    (?:story|text|words)\s+and\s+(?:photos?|pictures?|photographs?)\s+by\b|
    onze\s+(?:redacteuren|redacteur|verslaggeefster|verslaggever|correspondente?)\b|
    (?:អត្ថបទ|អ្នកនិពន្ធ|និពន្ធ|រាយការណ៍)\s*(?:ដោយ)?\s*[៖:]|(?:writer|by-?line|words|story|text|reporting)s?\s*[:：]|auteur[es]*\s*:|autore\s*:|redactor(?:a)?\s*:|texte?\s*:|di\b|door\b|av\b|
    af\b|skrevet av\b|tekst\s*:|teksti\s*:|oleh\b|penulis\s*:|reporter\s*:|wartawan\s*:|автор\s*:?|текст\s*:?|
    przez\b|yazan\s*:|bởi\b|bài\s*:|文/|文\s*[:：]|作者\s*[:：]|記者|记者\s*[:：]?|執筆\s*[:：]|បរិយាយដោយ\s*៖?|ដោយ(?:\s*[៖:]|\s)|撰文|撰稿|
    โดย\s*[:：]?|ผู้เขียน\s*[:：]|بقلم\s*:?|كتب\s*:|מאת\s*:?
""")
#: What ends the names: the words of dates, credits and buttons behind them.
ENDS = _joined(r"""
    updated?|published|posted|last modified|first published|photos? by|photographs? by|photography by|pictures? by|
    video by|edited by|editing by|translated by|additional reporting(?: by)?|illustrations? by|graphics? by|
    read more|follow|share|email|e-mail|subscribe|comments?|publié|
    mis à jour|modifié|veröffentlicht|aktualisiert|stand|publicado|actualizado|atualizado|pubblicato|aggiornato|
    gepubliceerd|bijgewerkt|uppdaterad|publicerad|opdateret|publisert|oppdatert|julkaistu|min(?:ute)?s? read|
    minutes? ago|hours? ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:january|february|march|
    april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|
    dec)\.?\s+\d{1,4}
""")
#: What joins two names.
ANDS = _joined(r"""
    and|AND|And|et|ET|und|UND|y|Y|e|og|och|ja|en|i|dan|và|with|WITH|
    и|та|และ|និង
""")
#: `Jane Doe in Paris`, `Jane Doe for the Gazette`: what follows is no part of the name.
AT = _joined(r"""
    in|at|for|of|from|à|pour|aus|für|de (?=l['’])|en|para|desde|via
""")
#: What people are, which is no part of their names; and what stands where no name was given.
ROLES = _joined(r"""
    (?:staff|senior|special|chief|guest|contributing|freelance|political|business|sports?|foreign|associate|
    executive|deputy|managing|assistant|investigative|national|crime|health|science|technology|arts?|data|news|city|
    state|local|education|environment|economics?|diplomatic|defen[cs]e|legal|court|world|features?|features?|
    digital|opinion)\s+(?:staff\s+|political\s+|news\s+|business\s+)?(?:writers?|reporters?|correspondents?|
    editors?|columnists?|journalists?|critics?|contributors?|producers?|analysts?|commentators?|specialist)|
    writers?|reporters?|correspondents?|editors?|columnists?|journalists?|contributors?|critics?|producers?|
    photographers?|interns?|director|professor|lecturer|fellow|president|chairman|minister|
    envoyée?s? spécia(?:l|le|ux)|correspondante?s?|journalistes?|rédact(?:eur|rice)s?(?: en chef)?|
    redakteur(?:in)?(?:nen)?|korrespondent(?:in)?|reporter(?:in)?|autor(?:in)?|corresponsal|periodista|
    redactor[ae]?s?|corrispondente|inviat[oa]|giornalista|verslaggever|correspondent|journalist(?:en)?|toimittaja|
    kolumnista|wartawan|admin(?:istrator)?|webmaster|super ?user|author|unknown|anonymous|guest|user|root|test|null|
    undefined|none|n/a|read|view|more|about|profile|biography|bio|contact|tweet|all (?:posts|articles|stories)|
    this (?:story|article)
""")
#: What the title of a job begins with, and no name does.
TITLES = _joined(r"""
    senior|chief|deputy|assistant|associate|managing|executive|contributing|transport|environment(?:al)?|political|
    crime
""")
#: One of these words makes a name an organisation's.
ORGANISATIONS = _joined(r"""
    news|newspapers?|newsroom|newsdesk|news ?desk|press|agenc(?:y|ies)|agences?|agencias?|agenzi[ae]|agentur(?:en)?|
    times|tribune|herald|gazette|chronicle|telegraph|guardian|observer|post|magazine|journal|daily|weekly|online|
    media|group|staff|team|desk|bureau|board|editorial(?:s|istes?)?|editors?|service|services|network|radio|
    television|tv|channel|wires?|reports?|web ?desk|correspondents?|r[ée]daction|redaktion(?:en)?|redacci[óo]n|
    reda[çc][ãa]o|redazione|redactie|redaksi|redakcja|redakce|редакция|equipe|équipe|ltd|inc|llc|corp(?:oration)?|
    university|institute|foundation|committee|association|centre|center|department|ministry|government|police|
    council|company|publishing|publications?|partners?|website|site|web|internet|blog|home|page|section|collectif|
    digital|studios?|productions?|com|org|net|sponsored|advertis\w+|syndicat\w+|contributed|exclusive|special to|
    ข่าว|กอง ?บรรณาธิการ|ทีมข่าว|ការិយាល័យ
""")
#: News agencies as bylines name them, and how they are credited.
_AGENCIES = {
    "associated press": "AP", "the associated press": "AP", "ap": "AP", "ap news": "AP", "reuters": "Reuters",
    "thomson reuters": "Reuters", "reuters staff": "Reuters", "afp": "AFP", "agence france-presse": "AFP",
    "agence france presse": "AFP", "dpa": "dpa", "deutsche presse-agentur": "dpa", "efe": "EFE", "agencia efe": "EFE",
    "ansa": "ANSA", "xinhua": "Xinhua", "pti": "PTI", "press trust of india": "PTI", "ani": "ANI", "ians": "IANS",
    "bernama": "Bernama", "tt": "TT", "ntb": "NTB", "ritzau": "Ritzau", "apa": "APA", "sda": "SDA", "ats": "ATS",
    "keystone-ats": "Keystone-ATS", "keystone-sda": "Keystone-SDA", "belga": "Belga", "anp": "ANP", "lusa": "Lusa",
    "tass": "TASS",
    "interfax": "Interfax", "kyodo": "Kyodo", "kyodo news": "Kyodo", "yonhap": "Yonhap", "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg", "upi": "UPI", "pa": "PA", "pa media": "PA", "press association": "PA", "cp": "CP",
    "the canadian press": "CP", "canadian press": "CP", "aap": "AAP", "australian associated press": "AAP",
    "antara": "Antara",
    "akp": "AKP", "agence kampuchea presse": "AKP", "sid": "SID", "kna": "KNA", "epd": "epd",
    "europa press": "Europa Press",
    "notimex": "Notimex", "agencia brasil": "Agência Brasil", "agência brasil": "Agência Brasil", "vna": "VNA",
    "cna": "CNA",
    "ina": "INA", "irna": "IRNA", "mena": "MENA", "sapa": "SAPA", "nan": "NAN", "news agency of nigeria": "NAN",
    "zuma": "Zuma",
    "getty images": "Getty Images", "epa": "EPA", "ap/reuters": "AP",
}  # fmt: skip


#: Words that no name of a person holds: small ones of sentences, and large ones of a paper's own name.
NO_NAME = frozenset((
    "the", "an", "our", "your", "for", "on", "at", "with", "not", "this", "that", "by", "special", "about", "from",
    "as", "to", "in",
    "or", "is", "are", "was", "avec", "notre", "nos", "mit", "unser", "con", "com", "med", "met",
    "The", "Our", "Your", "For", "This", "Special", "About", "All",
))  # fmt: skip
#: Where many a story was written; of two words, so that they read like names.
PLACES = frozenset((
    "New Delhi", "New York", "Hong Kong", "Phnom Penh", "Kuala Lumpur", "Los Angeles", "San Francisco", "Tel Aviv",
    "Buenos Aires",
    "São Paulo", "Sao Paulo", "Mexico City", "Cape Town", "Abu Dhabi", "Sri Lanka", "United Nations", "Siem Reap",
    "Hanoi", "Saint Petersburg",
    "El Paso", "San Diego", "San Juan", "San Salvador", "Santo Domingo", "Las Vegas", "New Orleans", "Salt Lake",
    "Baton Rouge", "Port Moresby",
    "Panama City", "Kuwait City", "Vatican City", "South Africa", "New Zealand", "North Dakota", "South Korea",
    "North Korea", "Addis Ababa",
    "Dar es Salaam", "St. Petersburg", "St Petersburg", "West Palm Beach", "Santa Fe", "Palo Alto", "Des Moines",
))  # fmt: skip


def agency(text: str) -> str:
    """The agency that these words name, as it is credited; empty for any other words."""
    return _AGENCIES.get(" ".join(text.lower().strip(" .,").split()), "")
