"""The files that pages load: style sheet, icon, and the scripts that npm builds from frontend/."""

import hashlib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from flask import Flask, Response, request

FOLDER = Path(str(resources.files("beleidsgraaf.serve"))) / "static"
SEARCH = "built/search.js"
WORKBENCH = "built/workbench.js"
YASGUI = "built/yasgui.js"
YASGUI_STYLE = "built/yasgui.css"
SCRIPTS = (SEARCH, WORKBENCH, YASGUI)
"""What npm builds; a page does without what is not there."""
_PACKED = ".gz"


def addresses(folder: Path = FOLDER) -> dict[str, str]:
    """Address of each file in static, with a mark that changes when the file does."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix != _PACKED:
            name = file.relative_to(folder).as_posix()
            mark = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
            found[name] = f"/static/{name}?{mark}"
    return found


def without(found: Mapping[str, str]) -> str:
    """What to tell the operator where scripts are not built; empty where all are."""
    if all(name in found for name in SCRIPTS):
        return ""
    return "The scripts are not built (that takes npm); every page works, without enhancement."


class Web(Flask):
    """An application whose static files travel compressed where a packed copy lies beside them."""

    def send_static_file(self, filename: str) -> Response:
        """The file, or its packed copy, of which the name says type and encoding."""
        packed = f"{filename}{_PACKED}"
        if not (FOLDER / packed).is_file():
            return super().send_static_file(filename)
        fits = request.accept_encodings["gzip"] > 0
        response = super().send_static_file(packed if fits else filename)
        response.vary.add("Accept-Encoding")
        return response
