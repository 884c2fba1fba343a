"""What one person at the desk should know of a story: a mention, a returned story, a take-over. Any act may tell it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Article, Notice

LONGEST = Notice._meta.get_field("text").max_length


def tell(user: AbstractBaseUser, article: Article, text: str) -> Notice:
    """Leave a notice about the story for one person, in the act's own transaction; what is too long is cut."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return Notice.objects.create(user=user, article=article, text=short)
