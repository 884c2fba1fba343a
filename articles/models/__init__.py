"""The nouns of the house. This is their only public door."""

from articles.models import bulk
from articles.models.append_only import WrittenOnce
from articles.models.article import (
    Article,
    Byline,
    DeskStatus,
    RelatedLink,
    StoryPicture,
    StoryType,
)
from articles.models.author import Author
from articles.models.correction import Correction, WithheldVersion
from articles.models.desk import Act, Autosave, Comment, Notice, PreviewLink, SavedFilter, SentForm, Writer
from articles.models.edition import RESERVED, Edition, Section
from articles.models.front import Arrangement, Slot
from articles.models.imports import (
    AwaitedPicture,
    AwaitedStory,
    Brought,
    ImportProblem,
    ImportRecord,
    ImportRun,
    PictureWait,
    ReplacedImport,
)
from articles.models.paper import PaperPage, TopicPage
from articles.models.pings import Ping
from articles.models.published import (
    FormerPath,
    GonePath,
    Listing,
    Publication,
    PublishedArticle,
    SitemapFile,
    address,
)
from articles.models.revision import Revision
from articles.models.search import SearchEntry, Spelling
from articles.models.standing import Standing
from articles.models.tag import Tag, TaggedArticle

__all__ = [
    "RESERVED",
    "Act",
    "Arrangement",
    "Article",
    "Author",
    "Autosave",
    "AwaitedPicture",
    "AwaitedStory",
    "Brought",
    "Byline",
    "Comment",
    "Correction",
    "DeskStatus",
    "Edition",
    "FormerPath",
    "GonePath",
    "ImportProblem",
    "ImportRecord",
    "ImportRun",
    "Listing",
    "Notice",
    "PaperPage",
    "PictureWait",
    "Ping",
    "PreviewLink",
    "Publication",
    "PublishedArticle",
    "RelatedLink",
    "ReplacedImport",
    "Revision",
    "SavedFilter",
    "SearchEntry",
    "Section",
    "SentForm",
    "SitemapFile",
    "Slot",
    "Spelling",
    "Standing",
    "StoryPicture",
    "StoryType",
    "Tag",
    "TaggedArticle",
    "TopicPage",
    "WithheldVersion",
    "Writer",
    "WrittenOnce",
    "address",
    "bulk",
]
