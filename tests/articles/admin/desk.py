"""People at the desk, and how they fill in a page: what it shows is sent back, as a browser does."""

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Article

ADD = "/admin/articles/article/add/"
LIST = "/admin/articles/article/"


def person(name: str, group: str = "", **rights) -> User:
    user = User.objects.create_user(name, password="rice and fish", is_staff=True, **rights)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def editor() -> User:
    return person("bopha", "Editors")


def reporter() -> User:
    return person("dara", "Reporters")


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(article: Article, act: str = "change") -> str:
    return reverse(f"admin:articles_article_{act}", args=[article.pk])


def send(client: Client, address: str, button: str = "_continue", **typed):
    """Open the page, type, press the button; follow to where that leads."""
    return client.post(address, {**form_of(client.get(address)), **typed, button: "1"}, follow=True)


def form_of(page) -> dict[str, str]:
    """What the page's form would send if nobody touched it."""
    assert page.status_code == 200, page.status_code
    [form] = html.fromstring(page.content.decode()).xpath("//form[@id='article_form']")
    # The HTML standard: a line break right after <textarea> is not part of its text.
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def rows(name: str, *written: dict, before: int = 0) -> dict:
    """The fields of new rows below the `before` rows that stand already."""
    fields = {f"{name}-{before + n}-{field}": value for n, row in enumerate(written) for field, value in row.items()}
    return {f"{name}-TOTAL_FORMS": before + len(written), **fields}


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def errors(response) -> str:
    return " ".join(str(error) for error in response.context["errors"])
