"""The readers' search: what is indexed of each live story. Written by `articles.search`, for the press alone."""

from django.db import models

from articles.models.published import PublishedArticle


class SearchEntry(models.Model):
    """A live story as the index has it. The database keeps the index itself in step with this table, by triggers of
    SQLite or a generated column of PostgreSQL (migration `search`): what is not here cannot be found.
    """

    place = models.BigIntegerField(
        primary_key=True, help_text="When the story is listed, then its key: `search.place`."
    )
    published = models.OneToOneField(PublishedArticle, on_delete=models.CASCADE, related_name="+")
    headline = models.TextField()
    summary = models.TextField(help_text="Kicker, standfirst, dateline, byline, agency, topics.")
    body = models.TextField(help_text="The text, and the pictures’ captions.")
    clusters = models.TextField(help_text="All of it in scripts without spaces, by pairs of letter clusters.")
    marks = models.TextField(help_text="What it can be filtered by: “#section5 #author9”.")

    def __str__(self) -> str:
        return f"{self.published_id} at {self.place}"


class Spelling(models.Model):
    """A word of the paper under a key: the word itself, or what is left of it when one letter is taken out.

    Two words that differ by a letter, or by two that changed places, have a key in common.
    """

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]

    def __str__(self) -> str:
        return self.word
