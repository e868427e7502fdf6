"""The pages that are made from data, a module a subject."""
