"""The rule about statements."""

import re
from collections.abc import Iterator, Sequence

from evidence.blocks import Block
from evidence.citations import Citation
from evidence.content import Page, Site
from evidence.headings import heading_words
from evidence.problem import Finding
from evidence.rules.messages import Message
from evidence.words import excerpt

SENTENCE_GAP = re.compile(r"""[.!?]["”’)\]*_]*\s+(?=[^\s\d])|(?<!\b\w)(?<!\b\w\w)[.!?]["”’)\]*_]*\s+(?=\d)""")
"""What stands between two sentences, as Python and browsers read it; "no. 5" and "p. 4" are not two."""
LETTER = re.compile(r"[^\W_]")
OPEN_ANSWER = re.compile(r"\bnot\s+(?:stated|known|checked)\b")
SENTENCE_END = re.compile(
    r"(?<!\b\w)(?<!\b[DM]r)(?<!\bM[sx])(?<!\bSt)(?<!\bMrs)(?<!\bProf)[.!?…][\"'”’)\]*_]*\s+(?=[^\Wa-z_]|[\"“‘'(*_])"
)
LONGEST_LABEL = 60
"""Characters that name a row, a column or a box. What is longer states something."""


def uncited_statement(site: Site) -> Iterator[Finding]:
    """Every paragraph, list item and table cell in an evidence section carries a citation."""
    for page in site.pages:
        if page.page_type.evidence and not page.file_faults:
            for block in _uncited(page):
                message = Message.UNCITED_STATEMENT.format(words=excerpt(page.body.text(block)))
                yield Finding(page.source, block.start, message, Message.UNCITED_STATEMENT_HINT)


def _uncited(page: Page) -> Iterator[Block]:
    """Find the uncited blocks; `covered` are those whose list or table is cited by the sentence that introduces it."""
    blocks, prose = page.body.blocks, page.body.prose
    leads = {block.lead for block in blocks}
    covered: set[int] = set()
    sourced = True
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            sourced = not _is_unsourced(page, block) if block.level <= 2 else sourced
            continue
        cited = page.cited_blocks.get(block, ())
        introduces = number in leads and _ends_in_colon(prose, block, cited)
        if block.lead in covered or (introduces and _last_sentence_cited(prose, block, cited)):
            covered.add(number)
        names = block.kind == "label" and block.end - block.start <= LONGEST_LABEL
        if cited or introduces or not sourced or names or block.lead in covered:
            continue
        if _states_something(prose[block.start : block.end]):
            yield block


def _is_unsourced(page: Page, heading: Block) -> bool:
    unsourced, text = page.page_type.unsourced, page.body.text(heading)
    return any(words in text for words in unsourced) and heading_words(page, heading) in unsourced


def _ends_in_colon(prose: str, block: Block, citations: Sequence[Citation]) -> bool:
    """Say whether a block ends in a colon, before or after its last citations: "as a whole [@a]:"."""
    end = block.end
    for citation in reversed(citations):
        if prose[citation.end : end].strip(" \n*_"):
            break
        end = citation.start
    return any(prose[block.start : stop].rstrip(" \n*_").endswith(":") for stop in (block.end, end))


def _last_sentence_cited(prose: str, block: Block, citations: Sequence[Citation]) -> bool:
    return bool(citations) and not SENTENCE_END.search(prose, citations[-1].end, block.end)


def _states_something(words: str) -> bool:
    sentences = SENTENCE_GAP.split(words.lower())
    return any(True for sentence in sentences if not OPEN_ANSWER.search(sentence) and LETTER.search(sentence))
