"""Takes the pictures that README shows, and the one that goes with a link to the site.

`make screenshots` runs it on the snapshot it built.
"""

from pathlib import Path

from beleidsgraaf.serve import assets, endpoint
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.serve.pages import open_graph
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import open_snapshot
from browser.conftest import opened, served

FOLDER = Path("docs/pictures")
PICTURES = {
    FOLDER / "organisation.png": ("/en/doc/organisation/movisie", (1200, 860)),
    FOLDER / "matrix.png": ("/en/figures/ministries-themes", (1200, 510)),
    assets.FOLDER / open_graph.PICTURE: ("/", open_graph.PICTURE_SIZE),
}
"""The address of each, and how much of the page from its top is shown."""


def take() -> None:
    """Take each picture anew."""
    settings = Settings(query_processes=1)
    app = create_app(open_snapshot(settings.snapshots), settings)
    FOLDER.mkdir(exist_ok=True)
    with served(app) as address, opened() as browser:
        for file, (path, (width, height)) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address + path)
            page.screenshot(path=file)
            page.close()
    app.extensions[endpoint.EXTENSION].close()


if __name__ == "__main__":
    take()
