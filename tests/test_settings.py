"""What a publisher sets in mkdocs.yml."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from evidence.settings import Settings, menu_faults, read_settings, settings_faults

ROOT = Path(__file__).parents[1]
WHOLE = """
site_name: Doing With
site_url: https://evidence.scot/care
extra:
  publisher:
    name: " Evidence Scotland "
    repository: https://code.scot/care/
    contact: care@evidence.scot
theme: {custom_dir: !ENV [DIR, theme]}
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/object/apply:os.abort []
"""


def read(root: Path, text: str) -> Settings:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_settings(root)


def test_the_settings_are_read_without_running_what_stands_beside_them(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Settings(
        "https://evidence.scot/care/",
        "https://code.scot/care/",
        "care@evidence.scot",
        "Evidence Scotland",
        "Doing With",
    )
    assert settings_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("site_url: [", "1:12: We could not read mkdocs.yml near 'site_url: ['."),
        ("a: b\n\tc: d\n", "2:1: We could not read mkdocs.yml near 'c: d'."),
        ("? [a]\n: b\n", "1:3: We could not read mkdocs.yml near '? [a]'."),
        ("a: \x07", "1:1: We could not read mkdocs.yml."),
        ("[" * 5000, "1:1: We could not read mkdocs.yml."),
        ("just words", "1:1: mkdocs.yml holds no settings."),
        ("", "1:1: mkdocs.yml holds no settings."),
        ("site_url: [a]", "1:1: '['a']' cannot be the site_url of mkdocs.yml."),
        ("extra:\n  publisher:\n    contact: nobody", "3:5: 'nobody' cannot be the contact of mkdocs.yml."),
        ("extra:\n  publisher:\n    contakt: a@b.org", "3:5: A publisher has no setting 'contakt' in mkdocs.yml."),
    ],
)
def test_what_cannot_be_read_is_reported(tmp_path: Path, text: str, fault: str) -> None:
    read(tmp_path, text)

    assert [
        f"{':'.join(map(str, source.place(at)))}: {message}" for source, (at, message, _) in settings_faults(tmp_path)
    ] == [fault]


def test_a_missing_file_is_reported_too(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert [fault.message for _, fault in settings_faults(tmp_path)] == ["The file mkdocs.yml is not there."]


def test_the_menu_names_pages_that_are_there(tmp_path: Path) -> None:
    nav = "nav:\n  - Home: index.md\n  - More:\n      - a.md\n      - B: b/index.md\n  - https://b.scot/\n  - a.md\n"
    read(tmp_path, f"site_name: a.md\n{nav}")

    found = [(*source.place(at), message) for source, (at, message, _) in menu_faults(tmp_path, {"b/index.md"})]

    assert found == [
        (3, 11, "The menu in mkdocs.yml names the page 'index.md', which is not there."),
        (5, 9, "The menu in mkdocs.yml names the page 'a.md', which is not there."),
        (8, 5, "The menu in mkdocs.yml names the page 'a.md', which is not there."),
    ]
    assert menu_faults(tmp_path, {"a.md", "index.md", "b/index.md"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "site_description: A",
        "site_url:\nextra:\n",
        "extra: words",
        "extra: {publisher: words}",
        "extra: {publisher: [a]}",
    ],
)
def test_what_is_not_set_is_empty(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Settings()
    assert settings_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("site_url", "scope"),
    [
        ("https://evidence.scot", "/"),
        ("https://evidence.scot/", "/"),
        ("https://evidence.scot/care", "/care/"),
        ("https://evidence.scot/care/", "/care/"),
        ("https://host/a/b/", "/a/b/"),
        ("", "/"),
    ],
)
def test_the_scope_is_the_path_below_which_the_site_stands(tmp_path: Path, site_url: str, scope: str) -> None:
    assert read(tmp_path, f"site_url: {site_url}\n").scope == scope


def test_a_correction_is_an_issue_in_the_repository_or_an_e_mail() -> None:
    both = Settings(repository="https://code.scot/care/", contact="care@x.scot")
    issue, mail = map(urlsplit, both.corrections("A & B?", "https://x.scot/a/"))
    body = "The page: https://x.scot/a/\n\nWhat is not right:\n"

    assert issue.geturl().startswith("https://code.scot/care/issues/new?title=Correction%3A%20A%20%26%20B%3F&body=")
    assert parse_qs(issue.query) == {"title": ["Correction: A & B?"], "body": [body]}
    assert mail.geturl().startswith("mailto:care@x.scot?subject=Correction%3A%20A%20%26%20B%3F&body=")
    assert parse_qs(mail.query) == {"subject": ["Correction: A & B?"], "body": [body]}
    only_mail = Settings(contact="care@x.scot")
    assert only_mail.corrections("A & B?", "https://x.scot/a/") == (mail.geturl(),)
    assert only_mail.example().startswith("mailto:care@x.scot?subject=An%20example&body=")
    assert Settings().corrections("A", "https://x.scot/a/") == ()


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("https://example.org/care/", True),
        ("https://code.example.org", True),
        ("care@example.org", True),
        ("A publisher, yet to be named (example.org)", True),
        ("", True),
        ("https://evidence.scot/", False),
        ("https://counterexample.org/", False),
        ("https://example.organic/", False),
        ("https://example.org.uk/", False),
        ("care@my-example.org", False),
    ],
)
def test_placeholders_are_known_by_their_address(value: str, is_one: bool) -> None:
    settings = Settings("https://a.scot/", value, "care@a.scot", "Evidence Scotland")

    assert settings.placeholders == (("repository",) if is_one else ())


def test_every_setting_can_be_a_placeholder() -> None:
    assert Settings().placeholders == ("site_url", "repository", "contact", "publisher")


def test_our_own_settings_are_all_there() -> None:
    settings = read_settings(ROOT)

    assert "" not in vars(settings).values()
    assert settings.scope.startswith("/")
    assert settings_faults(ROOT) == []


def test_an_example_is_told_of_in_the_same_places() -> None:
    issue = urlsplit(Settings(repository="https://code.scot/care", contact="care@x.scot").example("Co-design, Plan"))
    mail = urlsplit(Settings(contact="care@x.scot").example())

    assert (issue.netloc, issue.path) == ("code.scot", "/care/issues/new")
    assert parse_qs(issue.query)["title"] == ["An example: Co-design, Plan"]
    assert (mail.scheme, mail.path) == ("mailto", "care@x.scot")
    assert parse_qs(mail.query)["subject"] == ["An example"]
    assert Settings().example() == ""
