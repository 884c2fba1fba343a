"""The desk's search: stories by any part of their headline or address. Called by the admin's lists, its choosers, the
fronts and `apps`; `migrations/0019_headlines` makes the index.
"""

from __future__ import annotations

from media.partial_words import PartialWords

HEADLINES = PartialWords(
    table="articles_article",
    index="articles_headlines",
    function="articles_in_a_row",
    columns=("headline",),
    plain=("slug",),
    newest="updated_at",
)
find, few, mend = HEADLINES.find, HEADLINES.few, HEADLINES.mend
