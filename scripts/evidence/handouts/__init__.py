"""Handouts and meeting packs: the HTML that readers see, through a cleaned tree and plain data, to PDF."""
