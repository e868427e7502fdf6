"""What a publisher sets in mkdocs.yml, read without MkDocs."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import yaml

PATH = "mkdocs.yml"
PLACEHOLDER = "example.org"


@dataclass(frozen=True)
class Settings:
    """The publisher's own values: where the site stands, where its files are kept, and who answers for it."""

    site_url: str = ""
    repository: str = ""
    contact: str = ""
    publisher: str = ""

    @property
    def scope(self) -> str:
        """The path below which the site stands: "/" at a domain's root, else such as "/doing-with/"."""
        return urlsplit(self.site_url).path or "/"

    def correction(self, title: str, address: str) -> str:
        """Where readers send a correction to a page: a new issue in the repository, else an e-mail, else nowhere."""
        words = {"title": f"Correction: {title}", "body": f"The page: {address}\n\nWhat is not right:\n"}
        if self.repository:
            return f"{self.repository.rstrip('/')}/issues/new?{urlencode(words, quote_via=quote)}"
        words = {"subject": words["title"], "body": words["body"]}
        return f"mailto:{self.contact}?{urlencode(words, quote_via=quote)}" if self.contact else ""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Give the names of the values that still stand under example.org or are empty."""
        return tuple(name for name, value in vars(self).items() if not value or is_placeholder(value))


def is_placeholder(value: str) -> bool:
    """Say whether a value is a placeholder: an address at example.org or below."""
    host = value.rpartition("@")[2] if "@" in value else urlsplit(value).hostname or ""
    return host == PLACEHOLDER or host.endswith(f".{PLACEHOLDER}")


def read_settings(root: Path) -> Settings:
    """Read the publisher's block of mkdocs.yml; what is missing or cannot be read is left empty."""
    try:
        config = yaml.load((root / PATH).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  text only
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return Settings()
    extra = config.get("extra") if isinstance(config, dict) else None
    publisher = extra.get("publisher") if isinstance(extra, dict) else None
    block = publisher if isinstance(publisher, dict) else {}
    text = {name: str(block.get(name) or "") for name in ("repository", "contact")}
    return Settings(
        str(config.get("site_url") or ""), text["repository"], text["contact"], str(block.get("name") or "")
    )
