"""Messages of an invented news agency in each of the formats, for the tests. Words and people are our own."""

import json

PARAGRAPHS = (
    "The ferry to Stone Island will stop running at sunset from Monday, the harbour office said.",
    "Fares stay as they are, and children under six still travel free.",
)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
GUID = "urn:newsml:rivernews.example:20210304:ferry-1"
HEADLINE = "Ferry stops at sunset"
CREATED = "2021-03-04T10:00:00+01:00"


def ninjs(**changes) -> bytes:
    """ninjs 1, with names as in 2 or 3 where they are given."""
    item = {
        "uri": GUID,
        "type": "text",
        "version": "1",
        "pubstatus": "usable",
        "versioncreated": CREATED,
        "headline": HEADLINE,
        "byline": "By Jane Doe",
        "located": "STONE BAY",
        "language": "en",
        "copyrightholder": "RiverNews",
        "slugline": "ferry-lamps",
        "body_xhtml": HTML,
    }
    return json.dumps({name: value for name, value in (item | changes).items() if value is not None}).encode()


def g2(
    *, status: str = "usable", version: int = 1, meta: str = "", content: str = "", text: str = "", more: str = ""
) -> bytes:
    inline = text or f'<inlineXML contenttype="application/xhtml+xml"><html><body>{HTML}</body></html></inlineXML>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
    <newsItem guid="{GUID}" version="{version}" standard="NewsML-G2" xml:lang="en">
      <rightsInfo><usageTerms>For editorial use.</usageTerms></rightsInfo>
      <itemMeta><itemClass qcode="ninat:text"/><provider literal="rivernews.example"/>
        <versionCreated>{CREATED}</versionCreated><pubStatus qcode="stat:{status}"/>{meta}</itemMeta>
      <contentMeta><headline>{HEADLINE}</headline><by>By Jane Doe and Sok Dara</by><creditline>RiverNews</creditline>
        <slugline>ferry-lamps</slugline><keyword>ferries</keyword>{content}</contentMeta>
      <contentSet>{inline}</contentSet>
    </newsItem>{more}</itemSet></newsMessage>""".encode()


def g2_picture(guid: str = "picture-1") -> str:
    return f"""<newsItem guid="{guid}" version="1" standard="NewsML-G2">
      <itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
      <contentMeta><description role="drol:caption">The last lamp.</description><creditline>Chan Mony</creditline>
      </contentMeta><contentSet>
        <remoteContent href="https://rivernews.example/small.jpg" contenttype="image/jpeg" width="200"/>
        <remoteContent href="https://rivernews.example/large.jpg" contenttype="image/jpeg" width="2000"/>
      </contentSet></newsItem>"""


def newsml(
    *, status: str = "Usable", usage: str = "", management: str = "", more: str = "", revision: int = 1
) -> bytes:
    return f"""<?xml version="1.0" encoding="iso-8859-1"?>
    <!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "http://192.0.2.1/NewsML_1.2.dtd">
    <NewsML Version="1.2"><NewsItem xml:lang="en">
    <Identification><NewsIdentifier><ProviderId>rivernews.example</ProviderId><DateId>20210304</DateId>
      <NewsItemId>ferry-1</NewsItemId><RevisionId PreviousRevision="0" Update="N">{revision}</RevisionId>
      <PublicIdentifier>{GUID}:{revision}</PublicIdentifier></NewsIdentifier></Identification>
    <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20210304T090000Z</FirstCreated>
      <ThisRevisionCreated>20210304T100000+0100</ThisRevisionCreated><Status FormalName="{status}"/>{management}
    </NewsManagement>
    <NewsComponent><NewsLines><HeadLine>{HEADLINE}</HeadLine><ByLine>By Jane Doe</ByLine>
      <DateLine>STONE BAY, March 4 (RiverNews) -</DateLine><KeywordLine>ferries</KeywordLine></NewsLines>
      <AdministrativeMetadata><Provider><Party FormalName="RiverNews"/></Provider></AdministrativeMetadata>
      <RightsMetadata><UsageRights><UsageType>{usage}</UsageType></UsageRights></RightsMetadata>
      <NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/>
        <DataContent><nitf><body><body.content>{HTML}</body.content></body></nitf></DataContent></ContentItem>
      </NewsComponent>{more}
    </NewsComponent></NewsItem></NewsML>""".encode("iso-8859-1")


def nitf(*, status: str = "usable", docdata: str = "", body: str = HTML, heading: str = "", doctype: str = "") -> bytes:
    return f"""<?xml version="1.0"?>{doctype}
    <nitf><head><title>Ferry and lamps</title><tobject tobject.type="news"/>
    <docdata management-status="{status}"><doc-id id-string="{GUID}" regsrc="rivernews.example"/>
      <date.issue norm="20210304T090000+0000"/>{docdata}
      <key-list><keyword key="ferries"/><keyword key="lamps"/></key-list></docdata></head>
    <body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline>
      <byline>By <person>Jane Doe</person> <byttl>Harbour reporter</byttl></byline><distributor>RiverNews</distributor>
      <dateline><location>Stone Bay</location></dateline>{heading}</body.head>
    <body.content>{body}</body.content></body></nitf>""".encode()


def iptc7901(text: str = "", *, tail: str = "041000 GMT Mar 21") -> bytes:
    start, end = PARAGRAPHS[0].split(" at ")
    story = f"   Stone Bay (RiverNews) - {start} at\r\n{end}\r\n\r\n   {PARAGRAPHS[1]}\r\n"
    text = text or f"{HEADLINE} =\r\n\r\n{story}"
    return f"\x01riv062 4 i 211 ccccb   riv 061\r\n\r\nharbour/lamps/\r\n\x02{text}\x03{tail} \r\n\x04".encode()
