"""The evidence knowledge base: read pages and references, check them, render them, publish them."""
