"""What colleagues say to each other about a story, called by the pages of the desk; readers never see a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import notices
from articles.models import Article, Comment

#: A comment is a word to a colleague; who has more to say writes a story.
LONGEST = 4_000


def colleagues() -> QuerySet:
    """Return everybody who can log in at the desk, by name."""
    return get_user_model().objects.filter(is_active=True, is_staff=True).order_by("username")


def mentioned(text: str, people: Iterable[AbstractBaseUser]) -> list[AbstractBaseUser]:
    """Return those of the people whom the text names as @username, capitals or not, each once.

    The longest name counts (@dara.sok is not dara), and a name may be followed by Khmer without a space.
    """
    by_name = {person.get_username().lower(): person for person in people}
    if not by_name or "@" not in text:
        return []
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    named = re.findall(rf"(?<![A-Za-z0-9_.+-])@({names})(?![A-Za-z0-9_])", text, re.IGNORECASE)
    return list(dict.fromkeys(by_name[name.lower()] for name in named))


@transaction.atomic
def add(article: Article, *, by: AbstractBaseUser, text: str) -> Comment:
    """Keep a comment and tell those whom it mentions."""
    comment = Comment.objects.create(article=article, author=by, text=text)
    told = mentioned(text, colleagues())
    comment.mentioned.set(told)
    for person in told:
        if person.pk != by.pk:
            notices.tell(
                person, article, _("%(who)s mentions you: %(text)s") % {"who": by.get_username(), "text": text}
            )
    return comment


def settle(comment: Comment, *, settled: bool) -> None:
    """Fold a comment away as done, or open it again."""
    comment.settled_at = timezone.now() if settled else None
    comment.save(update_fields=["settled_at"])
