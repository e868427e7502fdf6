"""A source by its DOI, as doi.org describes it."""

import re
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from evidence.importing.csl import read_csl
from evidence.importing.works import UnreadableError, Work

HOST = "https://doi.org/"
ASKED_FOR = "application/vnd.citationstyles.csl+json"
SECONDS = 20
LARGEST_ANSWER = 2_000_000

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def bare_doi(typed: str) -> str:
    """Give the DOI in what somebody typed or copied; empty if there is none."""
    found = _DOI.fullmatch(typed.strip())
    return found[1] if found else ""


def read_doi(doi: str, host: str = HOST) -> tuple[Work, ...]:
    """Ask about one DOI, once; raise UnreadableError if there is no answer, or none that we can read."""
    address = f"{host}{quote(doi, safe='/:;().-_')}"
    asking = Request(address, headers={"Accept": ASKED_FOR, "User-Agent": "evidence-import (one look-up by hand)"})  # noqa: S310  always doi.org
    try:
        with urlopen(asking, timeout=SECONDS) as answer:  # noqa: S310  always doi.org
            words = answer.read(LARGEST_ANSWER).decode()
    except HTTPError as error:
        with error:
            raise UnreadableError(_refused(doi, error.code)) from None
    except (URLError, HTTPException, OSError):
        why = "We could not reach doi.org. Are you online? Nothing was changed."
        raise UnreadableError(f"{why} You can also save the source as RIS or BibTeX, and import the file.") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"What doi.org told us about {doi} cannot be read.") from None
    return read_csl(words)


def _refused(doi: str, code: int) -> str:
    if code in (404, 410):
        return f"doi.org does not know {doi}. See whether it is copied whole: it begins with 10. and a number."
    if code in (406, 415):
        return f"doi.org knows {doi}, but not in a form that we can read. Save the source as RIS, and import the file."
    return f"doi.org does not answer about {doi} now (number {code}). Try again later."
