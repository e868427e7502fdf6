"""Meeting packs."""
from evidence.handouts.sheets import handout
def pack(root, site, content, contents):
    return handout(root, site, content)
