"""Rules about citations."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from evidence.bibliography import Reference
from evidence.citations import KEY, Citation
from evidence.content import Page, Site
from evidence.problem import Finding

ESCAPED = re.compile(rf"\\\[(?P<inside>[^\[\]\n]*?(?<!\\)@(?P<key>{KEY})[^\[\]\n]*?)\\?\]")
BARE_KEY = re.compile(r"\[(?P<key>[A-Za-z][\w:.-]*\d[\w:.-]*)\](?![(\[:{])")
SPACED_KEY = re.compile(r"\[[^\[\]@]*@(?P<space>\s+)(?P<key>[\w:.-]+)[^\[\]]*\]|\[-?@\s*\]")
YEAR = re.compile(r"(?<=[\s(])(?P<year>(?:19|20)\d\d)[a-z]?(?=[),;:\s])")
QUOTATION = re.compile(r'"[^"\n]*"|“[^”]*”|‘[^’\n]*’(?!\w)')
LAST_WORD = re.compile(r"([^\W_][\w'’-]*)[^\w]*$")


def unresolved_citation(site: Site) -> Iterator[Finding]:
    """Every cited key stands in the reference library."""
    for page in site.pages:
        for item, offset in page.items():
            if item.key not in site.library.references:
                yield Finding(
                    page.source,
                    offset,
                    f"The source '{item.key}' is not in our reference list.",
                    _suggestion(site, item.key),
                )


def unreadable_citation(site: Site) -> Iterator[Finding]:
    """Every citation is written so that we can tell which sources it names."""
    for page in site.pages:
        if "[" not in page.source.text:
            continue
        for citation in page.citations:
            yield from _unreadable(page, citation)
        for found in SPACED_KEY.finditer(page.body.prose):
            key = found["key"] or "key"
            yield Finding(page.source, found.start(), "There is no key right after the @ sign.", f"Write [@{key}].")
        for found in BARE_KEY.finditer(page.body.prose):
            if found["key"] in site.library.references:
                message = f"'{found[0]}' names a source but has no @ sign, so it will not show."
                yield Finding(page.source, found.start(), message, f"Write [@{found['key']}].")


def escaped_citation(site: Site) -> Iterator[Finding]:
    r"""No citation is hidden by a backslash before its bracket."""
    for page in site.pages:
        if "\\[" in page.source.text:
            for found in ESCAPED.finditer(page.body.uncoded):
                message = f"This source will not show because a backslash was added: {found[0]}."
                hint = f"Remove the backslash: [{found['inside'].rstrip(chr(92))}]."
                yield Finding(page.source, found.start(), message, hint)


def hand_typed_citation(site: Site) -> Iterator[Finding]:
    """No author and year are typed as words where the library holds the work."""
    index: Mapping[tuple[str, str], list[tuple[str, Reference]]] | None = None
    for page in site.pages:
        prose = page.body.prose
        for block in page.body.blocks:
            if prose.find("(", block.start, block.end) < 0:
                continue
            text = QUOTATION.sub(lambda found: " " * len(found[0]), prose[block.start : block.end])
            for year in YEAR.finditer(text):
                if not (before := _before(text, year)):
                    continue
                index = index if index is not None else _names(site)
                found = [work for name, work in index.get((_last_word(before), year["year"]), ()) if _ends(before, name)]
                if found:
                    yield _hand_typed(page, block.start, year, before, found)


def _suggestion(site: Site, key: str) -> str:
    keys = site.library.references
    near = get_close_matches(key, [other for other in keys if other[:2].lower() == key[:2].lower()], 1)
    if not near and len(keys) < 3000:
        near = get_close_matches(key, keys, 1, 0.75)
    if near:
        reference, label = keys[near[0]], site.labels[near[0]]
        return f"Did you mean '{near[0]}' ({label.authors}, {label.year}, {reference.text('title')})?"
    return f"Add it to references.bib first, take another key, or write \\@{key} if this is no source."


def _unreadable(page: Page, citation: Citation) -> Iterator[Finding]:
    prose, text = page.body.prose, page.source.text
    keys = [item.key for item in citation.items]
    if citation.nested:
        message = f"'@{keys[0]}' stands inside the brackets of another citation."
        yield Finding(page.source, citation.start, message, f"Put a semicolon before it: [@first; @{keys[0]}].")
        return
    start = next(block.start for block in page.body.blocks if block.start <= citation.start < block.end)
    end = next(block.end for block in page.body.blocks if block.start <= citation.start < block.end)
    opening = prose.rfind("[", start, citation.start)
    if opening < 0 or (opening > 0 and prose[opening - 1] == "\\") or prose.find("]", opening, citation.start) >= 0:
        return
    closing = prose.find("]", citation.end, end)
    if closing < 0:
        shown = " ".join(text[opening : min(end, opening + 60)].split())
        yield Finding(page.source, opening, f"The bracket before '{shown}' is never closed.", f"Write [@{keys[0]}].")
    elif text.startswith("(", closing + 1):
        message = f"'@{keys[0]}' stands inside the words of a link, so it could not lead to its source."
        yield Finding(page.source, citation.start, message, f"Put it behind the link: [the words](address) [@{keys[0]}].")
    elif not citation.narrative:
        message = "This citation stands in two pairs of square brackets."
        yield Finding(page.source, opening, message, f"Use one pair: [@{keys[0]}].")
    else:
        shown = " ".join(text[opening : closing + 1].split())
        message = f"In '{shown}' a part between semicolons names no source."
        yield Finding(page.source, opening, message, f"Give each part its @key, or use commas: [@{keys[0]}, p. 4].")


def _before(text: str, year: re.Match[str]) -> str:
    """Give the words before a year that may name its authors: "Bovaird (" or "(Ayiwe et al., "; else nothing."""
    words = text[max(0, year.start() - 120) : year.start()]
    if words.endswith("("):
        return words[:-1].rstrip()
    if words.rfind("(") > words.rfind(")"):
        return words.rstrip(" ,\n")
    return ""


def _last_word(words: str) -> str:
    words = re.sub(r"\s+(?:et al\.?|and others)$", "", words)
    found = LAST_WORD.search(words)
    return found[1].lower() if found else ""


def _ends(words: str, name: str) -> bool:
    words = " ".join(words.split()).lower()
    return words.endswith(name) and not words[: -len(name)][-1:].isalnum()


def _names(site: Site) -> Mapping[tuple[str, str], list[tuple[str, Reference]]]:
    """For each last word of a way to name a work's authors, and its year: that way, and the work."""
    index: dict[tuple[str, str], list[tuple[str, Reference]]] = {}
    for key, reference in site.library.references.items():
        names = [name.last for name in reference.authors if name.last != "others"]
        forms = {site.labels[key].authors, ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else ""}
        if names:
            forms |= {names[0]} if len(names) == 1 else {f"{names[0]} et al.", f"{names[0]} et al", f"{names[0]} and others"}
        forms |= {form.replace(" and ", " & ") for form in forms}
        for form in sorted(form.lower() for form in forms if form):
            index.setdefault((_last_word(form), reference.year), []).append((form, reference))
    return index


def _hand_typed(page: Page, base: int, year: re.Match[str], before: str, works: list[Reference]) -> Finding:
    offset = base + year.start()
    typed = page.source.text[base + year.start() - 1] == "("
    keys = sorted({work.key for work in works})
    shown = f"{before.split('(')[-1].strip()[-60:]} {'(' if typed else ''}{year[0]}{')' if typed else ''}"
    write = " or ".join(f"@{key}" if typed else f"[@{key}]" for key in keys)
    return Finding(
        page.source,
        offset,
        f"'{shown}' is typed by hand, so it does not lead to its source.",
        f"Write {write} in its place.",
    )
