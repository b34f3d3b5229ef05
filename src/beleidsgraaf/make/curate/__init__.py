"""Stage two: what people decided about the rows, checked against the text it rests on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from beleidsgraaf.errors import CurationError
from beleidsgraaf.make.curate import corrections, measures, registry
from beleidsgraaf.make.curate.csvs import Problems
from beleidsgraaf.make.curate.declared import Declared
from beleidsgraaf.make.curate.quotes import Quotes
from beleidsgraaf.make.curate.statements import Statements
from beleidsgraaf.make.curate.tables import FOLDER, REGISTRY, Tables, read_all
from beleidsgraaf.make.curate.things import Reader, Things
from beleidsgraaf.model import Document, Extraction, Knowledge

__all__ = ["FOLDER", "REGISTRY", "curate", "mint"]


def curate(
    extractions: Sequence[Extraction],
    documents: Sequence[Document],
    files: Mapping[str, str],
    published: Collection[str] = (),
    others: Sequence[str] = (),
) -> Knowledge:
    """All that is known, every statement tied to the characters that say it.

    ``files`` maps the path of every table to its text; ``published`` holds the paths of the
    IRIs in the snapshot that is out, ``others`` those that other stages mint. Raises CurationError
    with every problem found.
    """
    problems = Problems()
    knowledge, tables = _read(extractions, documents, files, problems)
    if REGISTRY not in tables.unread:
        registry.check([*registry.paths(knowledge), *others], tables.registry, published, problems)
    if problems.found:
        raise CurationError(problems.found)
    return knowledge


def mint(
    extractions: Sequence[Extraction],
    documents: Sequence[Document],
    files: Mapping[str, str],
    others: Sequence[str] = (),
) -> str:
    """The registry's text with every slug in it that tables or others use; nothing is taken away.

    Raises CurationError when the tables have problems of their own.
    """
    problems = Problems()
    knowledge, tables = _read(extractions, documents, files, problems)
    if problems.found:
        raise CurationError(problems.found)
    return registry.minted([*registry.paths(knowledge), *others], files[REGISTRY], tables.registry)


def _read(
    extractions: Sequence[Extraction],
    documents: Sequence[Document],
    files: Mapping[str, str],
    problems: Problems,
) -> tuple[Knowledge, Tables]:
    tables = read_all(files, [d.slug for d in documents], problems)
    declared = Declared(tables, problems)
    things = Reader(tables, declared, problems).read()
    knowledge = Knowledge(
        documents=tuple(documents),
        schemes=things.schemes,
        concepts=things.concepts,
        actors=things.actors,
        events=things.events,
        programmes=things.programmes,
        references=things.references,
        channels=things.channels,
        measures=(),
        involvements=(),
        links=(),
        corrections=(),
        withdrawn=registry.withdrawn(tables.registry),
    )
    for extraction, document in zip(extractions, documents, strict=True):
        knowledge = _add_document(
            knowledge, things, extraction, document, (tables, declared, problems)
        )
    return knowledge, tables


def _add_document(
    knowledge: Knowledge,
    things: Things,
    extraction: Extraction,
    document: Document,
    context: tuple[Tables, Declared, Problems],
) -> Knowledge:
    tables, declared, problems = context
    own = tables.of_document[document.slug]
    rows = corrections.corrected(extraction, document, own["corrections"], problems)
    found = measures.measures(document.slug, rows, own, declared, problems)
    quotes = Quotes(document, rows, problems)
    statements = Statements(quotes, found, declared)
    misspelt = [r for r in own["spellings"] if statements.measure(r)]
    codes = {a.abbreviation: a.thing.slug for a in things.actors if a.thing.type == "ministry"}
    return replace(
        knowledge,
        concepts=(*knowledge.concepts, *measures.goals(own["goals"])),
        measures=(*knowledge.measures, *found),
        involvements=(
            *knowledge.involvements,
            *statements.cooperations(codes),
            *statements.involvements(own["involvements"]),
        ),
        links=(
            *knowledge.links,
            *statements.links(own["links"]),
            *statements.relations(own["relations"]),
        ),
        corrections=(
            *knowledge.corrections,
            *corrections.readings(found, document, own["corrections"]),
            *corrections.spellings(quotes, misspelt, declared),
        ),
    )
