"""The pages about the data as a whole: what there is, how it is described, how to keep it."""

from collections.abc import Sequence

from pyoxigraph import NamedNode, Triple

from beleidsgraaf.serve.pages.described import described
from beleidsgraaf.serve.pages.places import dataset
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.publication.archive import CHECKSUMS, FOLDER, File, Release
from beleidsgraaf.serve.render.parts import Described, Link, Words
from beleidsgraaf.serve.render.publication import DataPage, DownloadsPage, FileLine, ReleaseLine

_KINDS = {
    "catalogue": "catalogue.catalogue",
    "dataset": "catalogue.datasets",
    "distribution": "catalogue.distributions",
    "service": "catalogue.services",
    "contact": "catalogue.contacts",
    "catalogue-record": "catalogue.records",
    "": "catalogue.others",
}
"""The types of the things of a catalogue with their headings, in the order people want them."""


def downloads(site: Site, reader: Reader, releases: Sequence[Release]) -> DownloadsPage:
    """Every version that is at hand, with its files."""
    t = reader.t
    current = releases[0]
    address = site.settings.public_url.rstrip("/")
    return DownloadsPage(
        frame=site.frame(
            reader,
            Words(t("downloads.title")),
            Spot(f"/{FOLDER}", about=dataset(reader)),
            t("downloads.lead"),
        ),
        lead=t("downloads.lead"),
        releases=tuple(_release(reader, r, is_current=r is current) for r in releases),
        commands=_commands(current, address),
    )


def _commands(release: Release, address: str) -> str:
    """What a reader types to fetch a version's files and to see that they came over whole."""
    place = f"{address}/{FOLDER}/{release.id}"
    names = ",".join(file.name for file in release.files)
    return f'curl --remote-name-all "{place}/{{{names}}}"\nsha256sum --check {CHECKSUMS}\n'


def _release(reader: Reader, release: Release, *, is_current: bool) -> ReleaseLine:
    t = reader.t
    name = release.number or release.id[:8]
    return ReleaseLine(
        anchor=f"v-{release.id[:16]}",
        title=t("downloads.version", version=name),
        id=release.id,
        note=t("downloads.current") if is_current else t("downloads.older"),
        files=tuple(_line(reader, release, file) for file in release.files),
    )


def _line(reader: Reader, release: Release, file: File) -> FileLine:
    link = Link(f"/{FOLDER}/{release.id}/{file.name}", file.name, media=file.media)
    return FileLine(link, file.form, reader.t("bytes", n=file.bytes), file.sha256)


def catalogue(site: Site, reader: Reader, triples: Sequence[Triple]) -> DataPage:
    """The catalogue, with the things of others that it points at last."""
    t = reader.t
    node = reader.store.names.thing("catalogue", "beleidsgraaf")
    said: dict[str, list[Triple]] = {kind: [] for kind in _KINDS}
    for triple in triples:
        kind = reader.kind(triple.subject) if isinstance(triple.subject, NamedNode) else ""
        said[kind if kind in _KINDS else ""].append(triple)
    return DataPage(
        frame=site.frame(
            reader,
            Words(t("catalogue.title")),
            Spot("/catalogue", data="/catalogue", about=node),
            t("catalogue.lead"),
        ),
        lead=t("catalogue.lead"),
        iri=node.value,
        sections=tuple(
            (t(_KINDS[kind]), described(reader, some)) for kind, some in said.items() if some
        ),
    )


def void(site: Site, reader: Reader, triples: Sequence[Triple]) -> DataPage:
    """How much of everything there is, in numbers."""
    t = reader.t
    path = "/.well-known/void"
    node = reader.store.names.void()
    return DataPage(
        frame=site.frame(reader, Words(t("void.title")), Spot(path, data=path), t("void.lead")),
        lead=t("void.lead"),
        iri=node.value,
        sections=((t("void.numbers"), _numbers(reader, node, triples)),),
    )


def _numbers(reader: Reader, node: NamedNode, triples: Sequence[Triple]) -> tuple[Described, ...]:
    parts = {s for t in triples if isinstance(s := t.subject, NamedNode) if "#" not in s.value}
    first = [node, *sorted(parts - {node}, key=str)]
    return described(reader, triples, first)
