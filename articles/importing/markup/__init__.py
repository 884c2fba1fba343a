"""HTML of other systems put into the body's vocabulary. Pure; for every format whose stories are HTML.

`convert(html)` is the door. No word is lost: what has no place of its own becomes a paragraph, and `Converted.kept`
says what share of the source's words came through.
"""

from articles.importing.markup.converting import Converted, convert, to_plain
from articles.importing.markup.found import Found, Handle, embed, plain_picture

__all__ = ["Converted", "Found", "Handle", "convert", "embed", "plain_picture", "to_plain"]
