"""Every slug ever minted: used ones must be registered, registered ones may not vanish."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.tables import REGISTRY
from beleidsgraaf.model import Knowledge
from beleidsgraaf.slug import SLUG

MADE = ("row", "involvement", "statement", "identifier", "correction")
"""Types of which nobody names the slug: it is made from other slugs on the same line."""


def paths(knowledge: Knowledge) -> list[str]:
    """The path of every thing that gets an IRI, except evidence, in the order of the records."""
    return [
        *(f"edition/{d.slug}" for d in knowledge.documents),
        *(f"scheme/{s.slug}" for s in knowledge.schemes),
        *(f"{c.scheme}/{c.slug}" for c in knowledge.concepts),
        *(str(a.thing) for a in knowledge.actors),
        *(f"programme/{p.slug}" for p in knowledge.programmes),
        *(f"reference/{r.slug}" for r in knowledge.references),
        *(f"channel/{c.slug}" for c in knowledge.channels),
        *(f"event/{e.slug}" for e in knowledge.events),
        *(f"identifier/{i.slug}" for a in knowledge.actors for i in a.identifiers),
        *(f"identifier/{i.slug}" for r in knowledge.references for i in r.identifiers),
        *(f"measure/{m.slug}" for m in knowledge.measures),
        *(f"row/{m.document}-{m.row.number}" for m in knowledge.measures),
        *(f"involvement/{i.slug}" for i in knowledge.involvements),
        *(f"statement/{s.slug}" for s in knowledge.links),
        *(f"correction/{c.slug}" for c in knowledge.corrections),
    ]


def withdrawn(records: Sequence[Record]) -> Mapping[str, str]:
    """Path of every withdrawn slug -> path of its successor, or "" where it has none."""
    return {_path(r): r["successor"] for r in records if r["status"] == "withdrawn"}


def check(
    used: Sequence[str],
    records: Sequence[Record],
    published: Collection[str],
    problems: Problems,
) -> None:
    """Note every slug that is ill-formed, unregistered, withdrawn but used, or vanished.

    Where the tables have problems of their own, not all that they use is known.
    """
    all_known = not problems.found
    registered = _registered(records, problems)
    _all_there(used, registered, published, problems, all_known=all_known)
    in_use = set(used)
    for path, record in registered.items():
        if all_known and record["status"] == "live" and path not in in_use:
            problems.add(
                record,
                f"says that {path!r} is live, but no table uses it.",
                "Bring it back, or mark it withdrawn and name its successor.",
            )
        if record["status"] == "withdrawn" and path in in_use:
            problems.add(record, f"withdrew {path!r}, which is used.", "Mint another slug.")
        if record["successor"] and record["successor"] not in registered:
            problems.add(
                record, f"names the successor {record['successor']!r}.", "Register that one."
            )


def _all_there(
    used: Sequence[str],
    registered: Collection[str],
    published: Collection[str],
    problems: Problems,
    *,
    all_known: bool,
) -> None:
    lost = sorted(set(published) - set(registered))
    for path in lost:
        problems.add_file(
            REGISTRY,
            f"has lost {path!r}, which is published.",
            "Put its line back; mark it withdrawn if it should go.",
        )
    for path in _unregistered(used, {*registered, *lost}):
        if not all_known and path.partition("/")[0] in MADE:
            continue  # of lines that may have to be mended first
        problems.add_file(
            REGISTRY, f"does not have {path!r}.", "Run 'beleidsgraaf build --mint' to add it."
        )


def minted(used: Sequence[str], registry: str, records: Sequence[Record]) -> str:
    """The registry's text with a line added for each used slug that it does not have yet."""
    known = {_path(r) for r in records}
    text = registry if registry.endswith("\n") else registry + "\n"
    return text + "".join(
        f"{path.replace('/', ',')},live,,\n" for path in _unregistered(used, known)
    )


def _path(record: Record) -> str:
    return f"{record['type']}/{record['slug']}"


def _unregistered(used: Iterable[str], registered: Collection[str]) -> list[str]:
    """The paths that are not registered, once each; without those whose slug is missing or bad."""
    return [
        path
        for path in dict.fromkeys(used)
        if path not in registered and SLUG.fullmatch(path.partition("/")[2])
    ]


def _registered(records: Sequence[Record], problems: Problems) -> dict[str, Record]:
    registered: dict[str, Record] = {}
    for record in records:
        path = _path(record)
        if path in registered:
            problems.add(record, f"registers {path!r} twice.", "Keep the first line.")
        if record["slug"] and not SLUG.fullmatch(record["slug"]):
            problems.add(
                record,
                f"has the ill-formed slug {record['slug']!r}.",
                "Use lower-case letters, digits and single hyphens.",
            )
        if record["status"] not in ("live", "withdrawn", ""):
            problems.add(record, f"has the status {record['status']!r}.", "Use live or withdrawn.")
        registered.setdefault(path, record)
    return registered
