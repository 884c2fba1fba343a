"""Every address of the desk, as the URL resolver knows them, held against everybody who may knock there.

An address that is not in a table fails the test by its name.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles import press
from articles.desk import audit
from articles.models import (
    Act,
    Article,
    Autosave,
    AwaitedPicture,
    Comment,
    FormerPath,
    ImportProblem,
    ImportRecord,
    ImportRun,
    Publication,
    PublishedArticle,
    SavedFilter,
)
from articles.press import fronts
from tests.articles.admin.desk import at_desk, person
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    edit,
    make_article,
    make_live,
    make_paper_page,
    make_section,
)

pytestmark = pytest.mark.django_db

#: Who knocks, in the order of a row's letters. The reporter twice: at the story of somebody else, and at the own one.
PEOPLE = ("anonymous", "reporter", "reporter, own", "editor elsewhere", "editor here", "chief", "superuser")
#: What a door answers: log in first; not for you; not in this way; nothing of yours is here; or it opens.
LOG_IN, SHUT, NOT_SO, NOTHING, OPEN = "L", "-", "x", "0", "+"

#: What GET and POST get at the addresses of a story that is live in River, and at those of no story.
#:                                      GET        POST
TABLE = {
    "index":                            ("L++++++", "L++++++"),
    "articles_article_add":             ("L++++++", "L++++++"),
    "articles_article_autosave":        ("L++++++", "L-+++++"),
    "articles_article_autosave_new":    ("L++++++", "L++++++"),
    "articles_article_bring_back":      ("Lxxxxxx", "L-+++++"),
    "articles_article_change":          ("L++++++", "L-+++++"),
    "articles_article_changelist":      ("L++++++", "L++++++"),
    "articles_article_colleagues":      ("L++++++", "Lxxxxxx"),
    "articles_article_comments":        ("L++++++", "L++++++"),
    "articles_article_compare":         ("L++++++", "L++++++"),
    "articles_article_correct":         ("L---+++", "L---+++"),
    "articles_article_delete":          ("L-+++++", "L-+++++"),
    "articles_article_delete_filter":   ("Lxxxxxx", "L0+0000"),
    "articles_article_forecast":        ("L-xxxxx", "L-+++++"),
    "articles_article_forecast_new":    ("Lxxxxxx", "L++++++"),
    "articles_article_history":         ("L++++++", "L++++++"),
    "articles_article_notices":         ("L++++++", "L++++++"),
    "articles_article_preview":         ("L++++++", "L++++++"),
    "articles_article_preview_form":    ("L-xxxxx", "L-+++++"),
    "articles_article_preview_new":     ("Lxxxxxx", "L++++++"),
    "articles_article_preview_revision": ("L++++++", "L++++++"),
    "articles_article_read_notices":    ("Lxxxxxx", "L++++++"),
    "articles_article_save_filter":     ("Lxxxxxx", "L++++++"),
    "articles_article_settle":          ("Lxxxxxx", "L-+++++"),
    "articles_article_share":           ("L-+++++", "L-+++++"),
    "articles_article_stories":         ("L++++++", "L++++++"),
    "articles_article_take_out":        ("L000000", "L000000"),
    "articles_article_take_over":       ("Lxxxxxx", "L-+++++"),
    "articles_article_trash":           ("L++++++", "L++++++"),
    "articles_article_unsaved":         ("L0+0000", "L0+0000"),
    "articles_article_versions":        ("L++++++", "L----00"),
    "articles_article_withdraw":        ("L---+++", "L---+++"),
    "articles_article_writing":         ("Lxxxxxx", "L-+++++"),
    "articles_arrangement_changelist":  ("L--++++", "L--++++"),
    # The front of the section River; that of the edition is for who may publish in every section of it.
    "articles_arrangement_arrange":     ("L---+++", "L---+++"),
    "articles_arrangement_autosave":    ("L---+++", "L---+++"),
    "articles_arrangement_change":      ("L---+++", "L---+++"),
    "articles_arrangement_preview":     ("Lxxxxxx", "L---+++"),
    "articles_arrangement_stories":     ("L---+++", "L---+++"),
    "articles_arrangement_discard":     ("Lxxxxxx", "L---+++"),
    "articles_arrangement_take_off":    ("Lxxxxxx", "L---+++"),
    "articles_importrecord_conflict":   ("L--++++", "L---+++"),
    "articles_importrun_start":         ("L----++", "L----++"),
    "auth_user_password_change":        ("L-----+", "L-----+"),
    "media_picture_choose":             ("L++++++", "Lxxxxxx"),
    "media_picture_original":           ("L++++++", "L++++++"),
    "media_picture_take_in":            ("Lxxxxxx", "L++++++"),
    "media_picture_words":              ("Lxxxxxx", "L--++++"),
}  # fmt: skip

#: The same for a draft in the trash.
IN_THE_TRASH = {
    "articles_article_change":          ("L++++++", "L++++++"),
    "articles_article_delete":          ("L---+++", "L---+++"),
    "articles_article_take_out":        ("L-xxxxx", "L-+++++"),
    "articles_article_autosave":        ("L++++++", "L------"),
    "articles_article_bring_back":      ("Lxxxxxx", "L000000"),
    "articles_article_comments":        ("L000000", "L000000"),
    "articles_article_compare":         ("L000000", "L000000"),
    "articles_article_forecast":        ("L000000", "L000000"),
    "articles_article_preview":         ("L000000", "L000000"),
    "articles_article_preview_form":    ("L000000", "L000000"),
    "articles_article_preview_revision": ("L000000", "L000000"),
    "articles_article_share":           ("L000000", "L000000"),
    "articles_article_take_over":       ("Lxxxxxx", "L------"),
    "articles_article_withdraw":        ("L--0000", "L--0000"),
    "articles_article_writing":         ("Lxxxxxx", "L------"),
}  # fmt: skip

#: Django's five pages of a model: who may view, add, change and delete it.
EDITORIAL = ("", "v", "v", "vacd", "vacd", "vacd", "vacd")
RECORD = ("", "", "", "v", "v", "v", "v")
LOGINS = ("", "", "", "", "", "", "vacd")
STOCK = {
    "articles_act": RECORD,
    "articles_author": EDITORIAL,
    "articles_correction": ("", "", "", "v", "v", "v", "v"),
    "articles_edition": ("", "v", "v", "vac", "vac", "vac", "vacd"),
    "articles_formerpath": ("", "", "", "vad", "vad", "vad", "vad"),
    "articles_awaitedpicture": RECORD,
    "articles_importproblem": RECORD,
    "articles_importrecord": RECORD,
    "articles_importrun": RECORD,
    "articles_paperpage": ("", "", "", "", "", "vacd", "vacd"),
    "articles_publication": RECORD,
    "articles_section": EDITORIAL,
    "articles_tag": EDITORIAL,
    "auth_group": LOGINS,
    "auth_user": LOGINS,
    "media_picture": ("", "va", "va", "vacd", "vacd", "vacd", "vacd"),
}
#: Which right opens a page of a model, to look and to act.
PAGES = {"changelist": ("v", "v"), "add": ("a", "a"), "change": ("v", "c"), "history": ("v", "v"), "delete": ("d", "d")}

#: Django's own, the same in every admin. Who may choose what, `test_choosers_ask_for_the_right` says.
DJANGOS = {"login", "logout", "password_change", "password_change_done", "jsi18n", "view_on_site", "autocomplete"}
DJANGOS |= {"app_list", None}


@dataclass(frozen=True)
class Paper:
    """A small newspaper with one of each: a story of somebody else and the reporter's own, both live in River."""

    others: Article
    own: Article
    people: dict[str, Client]
    keys: dict[str, tuple]

    def knock(self, name: str, who: str, *, others: Article | None = None, own: Article | None = None) -> str:
        """Return the letters of GET and POST; whatever they do is undone."""
        story = (own or self.own) if who == "reporter, own" else (others or self.others)
        address = reverse(f"admin:{name}", args=self.keys.get(name, self.keys_of(name, story)))
        letters = ""
        for method in ("get", "post"):
            with transaction.atomic():
                response = getattr(self.people[who], method)(address, {"post": "yes"} if method == "post" else {})
                transaction.set_rollback(True)
            letters += _letter(response)
        return letters

    def keys_of(self, name: str, story: Article) -> tuple:
        numbered = ("preview_revision", "bring_back")
        listed = (
            "changelist",
            "add",
            "stories",
            "notices",
            "colleagues",
            "filter",
            "trash",
            "_new",
            "choose",
            "take_in",
        )
        if name.endswith(numbered):
            return (story.pk, 1)
        if name == "articles_article_settle":
            return (story.pk, story.comments.get().pk)
        return () if name == "index" or name.endswith(listed) else (story.pk,)


def _letter(response) -> str:
    response.getvalue()
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return LOG_IN
    assert response.status_code < 500
    return {403: SHUT, 405: NOT_SO, 404: NOTHING}.get(response.status_code, OPEN)


@pytest.fixture
def paper():
    river, city = make_section("River"), make_section("City")
    writer, elsewhere, here = person("dara", "Reporters"), person("sophal", "Editors"), person("bopha", "Editors")
    river.editors.add(here)
    city.editors.add(elsewhere)
    others, own = make_live("Another’s", section=river), make_live("Own", section=river, created_by=writer)
    for article in (others, own):
        Comment.objects.create(article=article, author=here, text="Who says so?")
    picture = add_picture(others).picture
    plan = fronts.keep(fronts.Front(river.edition, river), [], by=here)
    saved = SavedFilter.objects.create(user=writer, name="Mine", query="whose=mine")
    unsaved = Autosave.objects.create(user=writer, article=own, draft_key="1" * 36, fields={})
    return Paper(
        others,
        own,
        {
            "anonymous": Client(),
            "reporter": at_desk(person("vanna", "Reporters")),
            "reporter, own": at_desk(writer),
            "editor elsewhere": at_desk(elsewhere),
            "editor here": at_desk(here),
            "chief": at_desk(person("chief", "Chief editors")),
            "superuser": at_desk(person("super", is_superuser=True)),
        },
        {
            "articles_arrangement_arrange": ("section", river.pk),
            "articles_arrangement_autosave": ("section", river.pk),
            "articles_arrangement_preview": ("section", river.pk),
            "articles_arrangement_stories": ("section", river.pk),
            "articles_arrangement_change": (plan.pk,),
            "articles_arrangement_discard": (plan.pk,),
            "articles_arrangement_take_off": (plan.pk,),
            "articles_article_delete_filter": (saved.pk,),
            "articles_article_unsaved": (unsaved.draft_key,),
            "articles_importrecord_conflict": (_imported(others).pk,),
            "articles_importrun_start": (),
            "media_picture_original": (picture.pk,),
            "media_picture_words": (picture.pk,),
            "auth_user_password_change": (writer.pk,),
        },
    )


def _imported(article: Article, legacy_id: str = "0") -> ImportRecord:
    return ImportRecord.objects.create(
        run=ImportRun.objects.create(command="import_stories"), source="paper", legacy_id=legacy_id, article=article,
        revision_number=1, origin="1.txt", outcome="created", digest="0", original=b"",
    )  # fmt: skip


def _names(resolver, inside=()):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, (*inside, pattern.namespace))
        elif "admin" in inside:
            yield pattern.name


def _stock_names() -> set[str]:
    return {f"{model}_{page}" for model in STOCK for page in PAGES}


def _knocked(paper: Paper, names, **stories) -> dict[str, tuple[str, str]]:
    """Return a table like ours, of what the doors really answer."""
    answers = {name: [paper.knock(name, who, **stories) for who in PEOPLE] for name in names}
    return {name: tuple("".join(column) for column in zip(*row, strict=True)) for name, row in answers.items()}


def test_no_address_of_the_desk_is_forgotten():
    assert set(_names(get_resolver())) - DJANGOS == TABLE.keys() | _stock_names()


def test_every_door_of_the_desk_opens_to_whom_it_should(paper):
    assert _knocked(paper, TABLE) == TABLE


def test_who_may_not_change_a_story_changes_nothing_by_any_door(paper):
    before = list(Article.objects.order_by("pk").values())
    typed = {"headline": "Taken over", "reason": "x", "post": "yes", "_publish": "1", "to": "draft", "editors": "1"}
    for name in TABLE:
        for who in ("anonymous", "reporter"):
            address = reverse(f"admin:{name}", args=paper.keys.get(name, paper.keys_of(name, paper.others)))
            paper.people[who].post(address, typed).getvalue()
    assert list(Article.objects.filter(headline__in=["Another’s", "Own"]).order_by("pk").values()) == before
    assert set(PublishedArticle.objects.values_list("headline", flat=True)) == {"Another’s", "Own"}


def test_every_door_to_a_story_in_the_trash_is_shut_but_those_of_the_trash(paper):
    writer = paper.own.created_by
    others = make_article("Thrown away", section=paper.others.section, trashed_at=timezone.now())
    own = make_article("Own, thrown away", section=paper.others.section, trashed_at=timezone.now(), created_by=writer)
    assert _knocked(paper, IN_THE_TRASH, others=others, own=own) == IN_THE_TRASH


def test_every_page_of_a_model_opens_to_whom_it_should(paper):
    keys = _one_of_each(paper)
    for model, rights in STOCK.items():
        for page, needed in PAGES.items():
            address = reverse(f"admin:{model}_{page}", args=[] if page in ("changelist", "add") else [keys[model]])
            for who, has in zip(PEOPLE, rights, strict=True):
                for method, right in zip(("get", "post"), needed, strict=True):
                    with transaction.atomic():
                        response = getattr(paper.people[who], method)(address)
                        transaction.set_rollback(True)
                    expected = LOG_IN if who == "anonymous" else OPEN if right in has else SHUT
                    assert _letter(response) == expected, (address, who, method)


def _one_of_each(paper: Paper) -> dict[str, int]:
    edit(paper.others, slug="moved")
    press.publish(paper.others, by=None, at=MORNING)
    paper.others.tags.add("ferries")
    record = _imported(paper.others, "1")
    run = record.run
    problem = ImportProblem.objects.create(run=run, code="no-date", text="No date.", outcome="created", origin="1.txt")
    awaited = AwaitedPicture.objects.create(run=run, url="https://old.example/a.jpg", try_at=timezone.now())
    editor = paper.others.section.editors.get()
    return {
        "articles_act": audit.record(Act.Verb.SAVE, paper.others, by=None).pk,
        "articles_author": add_byline(paper.others).author_id,
        "articles_correction": press.correct(paper.others, by=None, kind="update", text="It is longer now.").pk,
        "articles_edition": paper.others.edition_id,
        "articles_formerpath": FormerPath.objects.get().pk,
        "articles_awaitedpicture": awaited.pk,
        "articles_importproblem": problem.pk,
        "articles_importrecord": record.pk,
        "articles_importrun": run.pk,
        "articles_paperpage": make_paper_page(edition=paper.others.edition).pk,
        "articles_publication": Publication.objects.first().pk,
        "articles_section": make_section("Markets").pk,
        "articles_tag": paper.others.tags.get().pk,
        "auth_group": editor.groups.get().pk,
        "auth_user": editor.pk,
        "media_picture": paper.others.pictures.get().picture_id,
    }


@pytest.mark.parametrize(
    ("model", "field", "letters"),
    [
        ("relatedlink", "target", "L++++++"),
        ("article", "translation_of", "L++++++"),
        ("article", "withdraw_instead", "L++++++"),
        ("byline", "author", "L++++++"),
        ("storypicture", "picture", "L++++++"),
        ("author", "user", "L-----+"),
        ("formerpath", "article", "L++++++"),
    ],
)
def test_choosers_ask_for_the_right(paper, model, field, letters):
    asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": ""}
    got = [_letter(paper.people[who].get("/admin/autocomplete/", asked)) for who in PEOPLE]
    assert "".join(got) == letters
