"""What the standards say of their documents, as far as we write them: which elements stand in which, in which order."""

import re

from lxml import etree

_INLINE = "a em br"
_BLOCKS = "p hl2 table media ol ul bq hr"
_MIXED = f"({_INLINE} {_BLOCKS})*"

#: NITF 3.6, IPTC's XML schema: names of children in their order; `( )*` any of them, `?` and `*` as usual.
NITF = {
    "nitf": "head body",
    "head": "title? meta* tobject docdata pubdata* revision-history*",
    "tobject": "tobject.property* tobject.subject*",
    "docdata": "(correction doc-id urgency date.issue date.release date.expire ed-msg du-key doc.copyright"
    " doc.rights key-list)*",
    "key-list": "keyword*",
    "body": "body.head body.content body.end?",
    "body.head": "hedline note* rights? byline* distributor? dateline* abstract* series?",
    "hedline": "hl1 hl2*",
    "note": "body.content",
    "byline": "(person byttl)*",
    "distributor": "org?",
    "dateline": "location?",
    "abstract": f"({_BLOCKS})*",
    "body.content": f"(block {_BLOCKS})*",
    "block": f"({_BLOCKS})*",
    "p": f"({_INLINE})*",
    "hl1": f"({_INLINE})*",
    "hl2": f"({_INLINE})*",
    "em": f"({_INLINE})*",
    "a": f"({_INLINE})*",
    "credit": f"({_INLINE})*",
    "ul": "li*",
    "ol": "li*",
    "li": _MIXED,
    "bq": "block* credit?",
    "table": "thead? tfoot? tbody?",
    "thead": "tr*",
    "tbody": "tr*",
    "tr": "(th td)*",
    "th": _MIXED,
    "td": _MIXED,
    "media": "media-reference* media-caption* media-producer*",
    "media-caption": _MIXED,
    "media-producer": f"({_INLINE})*",
}

#: NewsML-G2 2.34, IPTC's XML schema of the "power" level.
G2 = {
    "newsMessage": "header itemSet",
    "header": "sent catalogRef* sender? transmitId? priority? origin?",
    "itemSet": "newsItem*",
    "newsItem": "catalogRef* catalog* rightsInfo* itemMeta contentMeta? contentSet?",
    "catalog": "scheme*",
    "rightsInfo": "copyrightHolder? (copyrightNotice usageTerms)*",
    "itemMeta": "itemClass provider versionCreated firstCreated? embargoed? pubStatus? role? fileName? generator*"
    " profile? service* title* edNote* memberOf* instanceOf* signal* altRep* deliverableOf* hash* expires* origRep*"
    " incomingFeedId* metadataCreator? link*",
    "contentMeta": "urgency? contentCreated? contentModified? (located infoSource creator contributor altId)*"
    " (language genre keyword subject slugline headline dateline by creditline description)*",
    "subject": "name* broader*",
    "contentSet": "(inlineXML remoteContent)*",
    "copyrightHolder": "name*",
    "provider": "name*",
    "service": "name*",
    "located": "name*",
    "infoSource": "name*",
    "creator": "name*",
    "contributor": "name*",
    "broader": "name*",
    "genre": "name*",
    "inlineXML": "html",
}


def faults(root: etree._Element, models: dict[str, str], namespace: str) -> list[str]:
    """Return a sentence for each element whose children are not as the standard says."""
    told = []
    for element in root.iter(f"{{{namespace}}}*"):
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        model = models.get(name, "")
        if not re.fullmatch(_pattern(model), "".join(f"{child} " for child in children)):
            told.append(f"{name} holds {' '.join(children)}; it may hold {model or 'nothing'}")
    return told


def _pattern(model: str) -> str:
    written = []
    for group, name, times in re.findall(r"\(([^)]*)\)\*|([\w.-]+)([?*]?)", model):
        if group:
            written.append(f"(?:(?:{'|'.join(map(re.escape, group.split()))}) )*")
        else:
            written.append(f"(?:{re.escape(name)} ){times}")
    return "".join(written)
