"""What the site owes those who find the data, follow it, take it along and keep it."""

from flask import Flask

from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.publication import data, downloads, site_files
from beleidsgraaf.serve.publication.archive import Archive
from beleidsgraaf.serve.publication.headers import Headers, always
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.settings import Settings


def install(app: Flask, site: Site) -> None:
    """The application answers with catalogue, downloads, shapes, numbers and files of the site."""
    archive = Archive(site.snapshot)
    app.register_blueprint(downloads.files(archive))
    app.register_blueprint(site_files.blueprint(site))
    for lang in LANGUAGES:
        app.register_blueprint(downloads.page(site, archive, lang))
        app.register_blueprint(data.blueprint(site, lang))


def guard(app: Flask, settings: Settings) -> None:
    """Every response has the headers that protect a visitor; call it when all else is installed."""
    guarded = Headers(app.wsgi_app, always(settings))
    setattr(app, "wsgi_app", guarded)  # noqa: B010 - Flask's way; its type says no
