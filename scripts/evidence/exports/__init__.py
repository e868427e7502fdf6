"""What other programs take from the site: references, open data, a feed, and what a page's head says of it."""
