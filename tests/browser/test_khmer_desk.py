"""The writing page as an editor meets it whose browser speaks Khmer: its labels, and what its scripts say."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, paper):
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="km-KH")
    page.goto(f"{paper.url}/admin/articles/article/add/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", paper.passwords["editor"])
    page.click("[type=submit]")
    yield page
    page.close()


def test_the_page_and_its_scripts_speak_khmer(page):
    page.get_by_role("button", name="រក្សាទុក និងចេញផ្សាយ").wait_for()
    assert page.get_attribute("#id_headline", "placeholder") == "ចំណងជើង"
    # Said by the editor's own script, and by ours.
    page.get_by_role("toolbar", name="ឧបករណ៍សរសេរតួអត្ថបទ").get_by_role("button", name="អក្សរដិត").wait_for()
    page.get_by_role("textbox", name="អត្ថបទ", exact=True).click()
    page.keyboard.press("Control+f")
    page.get_by_role("textbox", name="ជំនួសដោយ").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="បង្កប់តាមអាសយដ្ឋាន").click()
    page.get_by_role("dialog").get_by_role("button", name="បោះបង់").click()
