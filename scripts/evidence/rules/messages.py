"""What rules say of faults that the form on the site finds too: one table, so that both use the same words."""

from enum import StrEnum


class Message(StrEnum):
    """A message, or a hint, with the places where names and values go in curly brackets."""

    EMPTY_FIELD = "The field '{field}' is empty."
    UNKNOWN_VALUE = "'{value}' is not one of the values of '{field}'."
    WITHOUT_SOURCE = "'{value}' in '{field}' names no source."
    WITHOUT_GROUND = "'{value}' in '{field}' does not say who makes the link."
    NOT_A_DATE = "'{value}' in '{field}' is not a date we can read."
    HTML_IN_BOX = "'{words}' is HTML, and the box at the top holds plain words."
    HTML_HINT = "Remove what stands in < and >."
    DUPLICATE_TITLE = "The page {path} already has the title '{title}'."
    DUPLICATE_TITLE_HINT = "Say in the title what is different here, such as the place or the year."
    UNRESOLVED_CITATION = "The source '{key}' is not in our reference list."
    DID_YOU_MEAN = "Did you mean '{near}' ({authors}, {year}, {title})?"
    NO_NEAR_KEY = "Add the source first, or take another key. If this is no source, write \\@{key}"
    UNCITED_STATEMENT = "'{words}' has no source. Readers will ask how we know."
    UNCITED_STATEMENT_HINT = "Add one at its end, such as [@key, p. 4], or say that it is not known."
    INCOMPLETE_REFERENCE = "The reference '{key}' has no {what}."
    DUPLICATE_REFERENCE = "This source may already be here as '{key}': it has the same {what}."
    DUPLICATE_REFERENCE_HINT = "Compare the two and keep one."
    HTML_IN_REFERENCE = "'{words}' in '{field}' is HTML, and references hold plain words."
    NOT_READ_THEN = "'{value}' is not the day on which the page was read."
    ET_AL = "'{name}' holds 'et al', which would be read as a person's name."
    SEVERAL_NAMES = "'{name}' looks like several names in one."
    UNCLEAR_NAME = "'{name}' could be a person or an organisation."
    MALFORMED_DOI = "'{doi}' is not how we write a DOI."
    MALFORMED_ADDRESS = "'{url}' is not a whole web address."
