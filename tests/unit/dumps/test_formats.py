import hashlib
import random
import subprocess
import sys

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from beleidsgraaf.make.dumps import Dumps
from beleidsgraaf.make.dumps.formats import FORMATS, Format, written
from beleidsgraaf.packing import packed
from beleidsgraaf.vocab import Names

TITLES = ["N-Quads", "TriG", "Turtle", "JSON-LD", "N-Triples", "RDF/XML"]
HASHES = """
import hashlib, sys
from pyoxigraph import RdfFormat, parse
from beleidsgraaf.make.dumps.formats import written
from beleidsgraaf.vocab import Names
quads = parse(sys.stdin.buffer.read(), format=RdfFormat.N_QUADS)
for form, data in written(quads, Names().prefixes()).items():
    print(form.extension, hashlib.sha256(data).hexdigest())
"""


def file(made: Dumps, form: Format) -> bytes:
    """The content of the file in a format."""
    return made.files[f"beleidsgraaf.{form.extension}.gz"]


def test_six_formats_are_offered() -> None:
    """They are the formats that every RDF tool reads one of."""
    assert [form.title for form in FORMATS] == TITLES


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: str(form.extension))
def test_a_file_holds_what_the_graph_holds(made: Dumps, quads: list[Quad], form: Format) -> None:
    """Every statement is in the file and no other, in its graph where the format has graphs."""
    found = list(parse(file(made, form), format=form.engine))
    if form.graphs:
        assert set(found) == set(quads)
    else:
        assert {quad.triple for quad in found} == {quad.triple for quad in quads}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of its own calls
@pytest.mark.parametrize("extension", ["ttl", "rdf", "jsonld"])
def test_another_reader_finds_the_same(made: Dumps, extension: str) -> None:
    """What our engine wrote, rdflib reads as the triples of the N-Triples file."""
    form = next(form for form in FORMATS if form.extension == extension)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=file(made, form), format=form.media_type)
    plain = rdflib.Graph().parse(data=made.files["beleidsgraaf.nt.gz"], format="nt")
    assert {quad[:3] for quad in dataset.quads()} == set(plain)


def test_a_file_is_the_same_whatever_the_order_and_the_process(quads: list[Quad]) -> None:
    """Quads in another order, in processes of their own, give the same bytes."""
    some = quads[::50]
    answers = set()
    for seed in range(3):
        random.Random(seed).shuffle(some)  # noqa: S311  any order will do
        lines = "".join(f"{quad} .\n" for quad in some).encode()
        asked = [sys.executable, "-c", HASHES]
        answers.add(subprocess.run(asked, input=lines, capture_output=True, check=True).stdout)
    assert len(answers) == 1
    assert len(answers.pop().splitlines()) == len(FORMATS)


def test_no_two_prefixes_stand_for_one_namespace() -> None:
    """Otherwise the engine would choose between them by chance."""
    prefixes = Names().prefixes()
    assert len(set(prefixes.values())) == len(prefixes)


def test_texts_that_look_like_syntax_come_through() -> None:
    """A text with a prefix declaration, a line end or a tag in it is a text all the same."""
    texts = ["@prefix a: <b> .\n@prefix c: <d> .", "a\r\nb", "<rdf:RDF xmlns:a='b'>", ""]
    subject, graph = NamedNode("https://x.example/s"), NamedNode("https://x.example/g")
    given = {Quad(subject, NamedNode("https://x.example/p#t"), Literal(t), graph) for t in texts}
    for form, data in written(given, Names().prefixes()).items():
        assert {q.triple for q in parse(data, format=form.engine)} == {q.triple for q in given}


def test_nothing_at_all_can_be_written() -> None:
    """No quads give a file of each format without statements."""
    for form, data in written([], Names().prefixes()).items():
        assert list(parse(data, format=form.engine)) == []


def test_the_lines_are_those_of_the_canonical_graph(made: Dumps, quads: list[Quad]) -> None:
    """N-Quads are sorted by code point, a line each, none twice."""
    lines = file(made, FORMATS[0]).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(set(quads))


def test_a_statement_in_two_graphs_is_one_triple() -> None:
    """Where a format has no graphs, what two graphs say is said once."""
    triple = Triple(
        NamedNode("https://x.example/s"), NamedNode("https://x.example/p"), Literal("o")
    )
    graphs = [NamedNode(f"https://x.example/{name}") for name in "ab"]
    given = [Quad(triple.subject, triple.predicate, triple.object, graph) for graph in graphs]
    counts = {
        form.engine: len(list(parse(data, format=form.engine)))
        for form, data in written(given, {}).items()
    }
    assert counts[RdfFormat.N_QUADS] == 2
    assert counts[RdfFormat.N_TRIPLES] == 1


def test_the_checksums_are_those_of_the_files_as_they_are_stored(made: Dumps) -> None:
    """SHA256SUMS and the records for the catalogue say the same, and it is so."""
    stored = {n: packed(data) if n.endswith(".gz") else data for n, data in made.files.items()}
    lines = made.files["SHA256SUMS"].decode().splitlines()
    said = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert said == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in stored.items()
        if name != "SHA256SUMS"
    }
    for entry in made.distributions:
        assert (entry.sha256, entry.bytes) == (said[entry.name], len(stored[entry.name]))
        assert entry.compressed == entry.name.endswith(".gz")
