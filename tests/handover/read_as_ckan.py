"""Run by the Python of CKAN's own environment: what a Dutch CKAN harvests."""

import json
import sys
from pathlib import Path

from ckanext.dcat.processors import RDFParser
from ckantoolkit import config


def seen(turtle: Path) -> list[dict[str, object]]:
    """The datasets, as CKAN would store them."""
    config["ckan.locale_default"] = "nl"
    parser = RDFParser()
    parser.parse(turtle.read_text("utf-8"), _format="turtle")
    return list(parser.datasets())


if __name__ == "__main__":
    json.dump(seen(Path(sys.argv[1])), sys.stdout)
