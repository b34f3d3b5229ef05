"""Every mistake that a curator can make: told once, with file, line and what to do."""

from collections.abc import Sequence

import pytest

from beleidsgraaf.errors import CurationError
from beleidsgraaf.make.curate.tables import REGISTRY
from unit.curate.desk import ONE, TWO, Desk

Change = tuple[str, str, str]
"""Table, what stands there, what to put instead."""

INVOLVED = "1,onderzoek,organisation/kwast,researches,stated,explanation"
ABOUT = "1,onderzoek,instrument-type/research,stated,activity,Onderzoek,"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # a table as a whole
        (("names", "seen\n", "seen,colour\n"), "names.csv:1: has unknown column 'colour'."),
        (("names", "rij 2", "rij 2,"), "names.csv:2: has 7 values where 6 are due."),
        (("names", "rij 2", '"rij 2'), "names.csv:2: is no CSV: "),
        (("names", "rij 2", '"rij" 2'), "names.csv:2: is no CSV: "),
        (("organisations", "bureau,BK", ",BK"), "organisations.csv:2: has no value for 'kind'."),
        (("organisations", "Bureau Kwast", " "), "organisations.csv:2: has no value for 'name_nl'"),
        # what one line says about another
        (("names", "organisation/kwast", "organisation/kwats"), "names.csv:2: names 'organisation"),
        (("names", "organisation/kwast", "theme/leren"), "names.csv:2: has 'theme/leren' for 'act"),
        (("names", "organisation/kwast", "kwast"), "names.csv:2: "),
        (("names", "alternative", "nickname"), "names.csv:2: has 'nickname' for 'kind'."),
        (("names", ",,,rij", ",2018,,rij"), "names.csv:2: has '2018' for 'valid_from'."),
        (
            ("identifiers", "ministry/vws", "ministry/vsw"),
            "identifiers.csv:2: names 'ministry/vsw'",
        ),
        (("identifiers", "tooi", "toi"), "identifiers.csv:2: names 'identifier-kind/toi'"),
        (("identifiers", "exact", "equal"), "identifiers.csv:2: has 'equal' for 'match'."),
        (("identifiers", "none", "close"), "identifiers.csv:3: has 'BWBR1', which is no IRI."),
        (("identifiers", "2018-01-01", "2018-13-01"), "identifiers.csv:2: has '2018-13-01' for"),
        (("events", "2019-05-01", "mei 2019"), "events.csv:2: has 'mei 2019' for 'date'."),
        (
            ("events", "organisation/kwast", "reference/wet"),
            "events.csv:2: has 'reference/wet' for",
        ),
        (("programmes", ",,sport,", ",,spot,"), "programmes.csv:3: names 'programme/spot'"),
        (("references", "wet,act", "wet,akte"), "references.csv:2: names 'reference-kind/akte'"),
        (("channels", "https://x", "x"), "channels.csv:2: has 'x.example/', which is no address."),
        (
            ("channels", "organisation/kwast", "theme/leren"),
            "channels.csv:2: has 'theme/leren' for",
        ),
        (
            ("vocabulary/theme", "What.,,", "What.,top,"),
            "vocabulary/theme.csv:2: names 'theme/top'",
        ),
        # measures
        (("measures", f"1,{ONE}", f"3,{ONE}"), "measures.csv:2: names row 3 by the fingerprint "),
        (("measures", ONE, "0" * 12), "measures.csv:2: names row 1 by the fingerprint '0000000000"),
        (
            ("measures", "leren,meer-weten", "leven,meer-weten"),
            "measures.csv:2: names 'theme/leven'",
        ),
        (("goals", "Meer weten", "Veel weten"), "measures.csv:2: has the goal 'Veel weten', but"),
        # involvements, links and relations
        (
            ("involvements", INVOLVED, INVOLVED.replace("kwast", "kwats")),
            "involvements.csv:2: names",
        ),
        (("involvements", INVOLVED, INVOLVED.replace("organisation/kwast", "theme/leren")), "inv"),
        (
            ("involvements", INVOLVED, INVOLVED.replace("researches", "zoekt")),
            "involvements.csv:2: names 'role/",
        ),
        (
            ("involvements", INVOLVED, INVOLVED.replace("stated", "column")),
            "involvements.csv:2: has 'column' for",
        ),
        (
            ("involvements", INVOLVED, INVOLVED.replace("stated", "curated")),
            "involvements.csv:2: is somebody's d",
        ),
        (
            ("involvements", INVOLVED, INVOLVED.replace("explanation", "remarks")),
            "involvements.csv:2: has cell",
        ),
        (
            ("involvements", INVOLVED, INVOLVED.replace("explanation", "goal")),
            "involvements.csv:2: the quote",
        ),
        (
            ("involvements", INVOLVED, INVOLVED.replace("onderzoek", "studie")),
            "involvements.csv:2: names 'measure/",
        ),
        (
            ("involvements", INVOLVED, f"2{INVOLVED[1:]}"),
            "involvements.csv:2: puts 'onderzoek' in row 2, but",
        ),
        (
            ("involvements", "Bureau Kwast onderzoekt", "Kwast zoekt"),
            "involvements.csv:2: the quote 'Kwast zoekt",
        ),
        (
            ("involvements", "met,Bureau Kwast,", "met,Penseel,"),
            "involvements.csv:2: has 'Penseel' nowhere",
        ),
        (
            ("links", ABOUT, ABOUT + "\n" + ABOUT),
            "links.csv:3: says again what data/curated/klein-2020/links.csv:2",
        ),
        (
            ("links", "instrument-type/research", "role/researches"),
            "links.csv:2: has 'role/researches' for 'target'.",
        ),
        (
            ("links", "activity,Onderzoek", "activity,Bezoek"),
            "links.csv:2: the quote 'Bezoek' does not",
        ),
        (
            (
                "links",
                "explanation,wat werkt,\n1,onderzoek,prog",
                "explanation,e,\n1,onderzoek,prog",
            ),
            "links.csv:3: the quote 'e' stands",
        ),
        (("relations", "hasMember", "owns"), "relations.csv:2: has 'owns' for 'relation'."),
        (("relations", "2,org", "7,org"), "relations.csv:2: names row '7'."),
        (("relations", "2,org", "ii,org"), "relations.csv:2: names row 'ii'."),
        # printing errors
        (
            ("spellings", "2,campagne", "1,campagne"),
            "spellings.csv:2: puts 'campagne' in row 1, but it is row 2.",
        ),
        (
            ("spellings", "2,campagne", "2,actie"),
            "spellings.csv:2: names 'measure/actie', which no table knows.",
        ),
        (
            ("spellings", "activity,Campange", "activity,Kampanje"),
            "spellings.csv:2: the quote 'Kampanje' does",
        ),
        # the registry
        (("ids", "reference,wet,live,,\n", ""), "ids.csv: does not have 'reference/wet'."),
        (("ids", "reference,wet,live", "reference,wet,gone"), "ids.csv:46: has the status 'gone'."),
        (
            ("ids", "reference,wet,live", "reference,wet,withdrawn"),
            "ids.csv:46: withdrew 'reference/wet', which is used.",
        ),
        (
            ("ids", "reference,wet,live,", "reference,wet,live,reference/x"),
            "ids.csv:46: names the successor 'reference/x'.",
        ),
        (
            ("ids", "reference,wet,live,,\n", "reference,wet,live,,\n" * 2),
            "ids.csv:47: registers 'reference/wet' twice.",
        ),
        (
            ("ids", "reference,wet,live,,\n", "reference,wet,live,,\nreference,wat,live,,\n"),
            "ids.csv:47: says that 'reference/wat' is live, but no",
        ),
    ],
)
def test_one_mistake_is_one_message_that_names_its_place(
    desk: Desk, change: Change, expected: str
) -> None:
    """What follows from the mistake elsewhere is not told as if it were a mistake too."""
    desk.change(*change)
    desk.told_only(expected)


@pytest.mark.parametrize("slug", ["Kwast", "kwast bv", "kwast--bv", "kwast,bv"])
def test_an_ill_formed_slug_is_never_minted(desk: Desk, slug: str) -> None:
    """It is told at the line that uses it, and does not reach the registry."""
    desk.add("organisations", f'"{slug}",bureau,,Kwast BV,,')
    assert f"has the ill-formed slug {slug!r}" in desk.told_only("organisations.csv:4: ")


@pytest.mark.parametrize(
    ("table", "line", "expected"),
    [
        (
            "organisations",
            "kwast,bureau,,Ander Kwast,,",
            "organisations.csv:4: uses 'organisation/kwast' twice.",
        ),
        ("references", "wet,act,Andere wet,,", "references.csv:3: uses 'reference/wet' twice."),
        (
            "vocabulary/theme",
            "leren,Leren,Learning,Wat.,What.,,",
            "vocabulary/theme.csv:3: uses 'theme/leren' twice.",
        ),
        ("goals", "meer-doen,Meer doen,", "goals.csv:4: uses 'goal/meer-doen' twice."),
        (
            "events",
            "kwast-2019,2020-01-01,organisation/kwast,a,b,c",
            "events.csv:3: uses 'event/kwast-2019' twice.",
        ),
        (
            "identifiers",
            "reference/wet,bwb,bwbr1,none,,,elders",
            "identifiers.csv:4: uses 'identifier/reference-wet-bwb",
        ),
        (
            "spellings",
            "2,campagne,activity,Campange,Campagnes,Ook.",
            "spellings.csv:3: uses 'correction/campagne-campange' twice.",
        ),
        (
            "measures",
            f"2,{TWO},actie,leren,meer-doen",
            "measures.csv:4: uses 'row/klein-2020-2' twice.",
        ),
    ],
)
def test_a_slug_that_is_used_twice_names_both_lines(
    desk: Desk, table: str, line: str, expected: str
) -> None:
    """The second is told, and where the first stands."""
    desk.add(table, line)
    if table == "measures":
        desk.add("ids", "measure,actie,live,,")
    assert "It is taken in data/curated/" in desk.told_only(expected)


def test_a_measure_used_twice_is_told_where_it_is_used_again(desk: Desk) -> None:
    """The lines that mean the first use are not told as well."""
    desk.change("measures", "campagne", "onderzoek")
    told = desk.told()
    assert "measures.csv:3: uses 'measure/onderzoek' twice." in "\n".join(told)
    assert not [line for line in told if "puts 'onderzoek'" in line]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [f"1,{'0' * 12},goal,Meer weten,Meer,Omdat.,bron"],
            "corrections.csv:2: corrects row 1 by the fingerprint",
        ),
        (
            [f"2,{ONE},goal,Meer weten,Meer,Omdat.,bron"],
            "corrections.csv:2: corrects row 2 by the fingerprint",
        ),
        ([f"1,{ONE},target,Meer weten,Meer,Omdat.,bron"], "corrections.csv:2: has cell 'target'."),
        (
            [f"1,{ONE},goal,Veel weten,Meer,Omdat.,bron"],
            "corrections.csv:2: says the cell was 'Veel weten', but",
        ),
        ([f"1,{ONE},goal,Meer weten,Meer,Omdat.,bron"], "corrections.csv:2: does not fit: "),
        (
            [f"1,{ONE},goal,Meer weten,Meer weten,Ja.,bron"] * 2,
            "corrections.csv:3: corrects the cell of data/curated/",
        ),
        ([f"1,{ONE},goal,Meer weten,,Omdat.,bron"], "corrections.csv:2: has no value for 'now'."),
        (
            [f"1,{ONE},goal,Meer weten,Meer weten,,bron"],
            "corrections.csv:2: has no value for 'why'.",
        ),
    ],
)
def test_a_correction_that_no_longer_fits_is_told(
    desk: Desk, lines: Sequence[str], expected: str
) -> None:
    """Quotes from a row that could not be corrected are not told as well."""
    for line in lines:
        desk.add("corrections", line)
    desk.told_only(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "actor,name,kind,valid_from,seen\norganisation/kwast,K,former,,s\n",
            "has no column 'valid_until'.",
        ),
        (
            "name,actor,kind,valid_from,valid_until,seen\nK,organisation/kwast,former,,,s\n",
            "has its columns in",
        ),
        ("actor,name,name,kind,valid_from,valid_until,seen\n", "has column 'name' twice."),
        ("", "has no column 'actor'"),
    ],
)
def test_a_header_that_is_not_as_it_should_be_is_told_alone(
    desk: Desk, text: str, expected: str
) -> None:
    """The lines below it are read by the names in the header, as far as they go."""
    desk.files[desk.path("names")] = text
    desk.told_only(f"names.csv:1: {expected}")


def test_a_row_without_a_measure_is_told_with_its_fingerprint(desk: Desk) -> None:
    """And so is every line about the measure that is no more."""
    desk.change("measures", f"2,{TWO},campagne,leren,meer-doen\n", "")
    told = desk.told_only(
        "involvements.csv:3: names 'measure/campagne'",
        "measures.csv: has no line for row 2, 'Campange'.",
        "spellings.csv:2: names 'measure/campagne'",
    )
    assert f"with fingerprint {TWO}" in told


def test_a_ministry_that_is_printed_but_not_known_is_told(desk: Desk) -> None:
    """With the row that prints it."""
    desk.change("ministries", "vws,VWS", "vws,WVS")
    assert "'VWS', which row 1 prints" in desk.told_only("ministries.csv: has no ministry with")


def test_a_missing_table_and_a_table_too_many_are_told(desk: Desk) -> None:
    """What would have been declared in the missing one is not told as unknown."""
    desk.files["data/curated/colours.csv"] = "colour\n"
    del desk.files[desk.path("organisations")]
    desk.told_only("colours.csv: is no table that is known.", "organisations.csv: is missing.")


@pytest.mark.parametrize("table", ["organisations", "measures", "goals", "vocabulary/role"])
def test_a_missing_column_is_told_alone(desk: Desk, table: str) -> None:
    """Not every line that points into the table."""
    file = desk.path(table)
    header, rest = desk.files[file].split("\n", 1)
    first, others = header.split(",", 1)
    desk.files[file] = f"x{first},{others}\n{rest}"
    said = desk.told_only(f"{table}.csv:1: has unknown column 'x{first}' and no column")
    assert header in said


def test_an_unreadable_registry_is_told_alone(desk: Desk) -> None:
    """Not every slug that would stand in it."""
    desk.files[REGISTRY] = desk.files[REGISTRY].replace("type,slug", "kind,slug")
    desk.told_only("ids.csv:1: has unknown column 'kind' and no column 'type'.")


def test_all_mistakes_are_told_at_once_sorted_by_place(desk: Desk) -> None:
    """One mistake does not hide the next, in the same line, file or stage."""
    desk.change("names", "seen\n", "seen,colour\n")
    desk.change("names", "rij 2\n", "rij 2,blue\n")
    desk.change("organisations", "verbond,alliance", "verbond,club")
    desk.change("involvements", INVOLVED, INVOLVED.replace("kwast", "kwats"))
    desk.change("involvements", "Bureau Kwast onderzoekt met", "Niemand")
    desk.change("references", "wet,act", "wet,")
    desk.change("ids", "programme,sport,live,,\n", "")
    desk.flag(2)
    desk.told_only(
        "involvements.csv:2: names 'organisation/kwats'",
        "involvements.csv:2: the quote 'Niemand'",
        "names.csv:1: has unknown column 'colour'.",
        "organisations.csv:3: names 'organisation-kind/club'",
        "references.csv:2: has no value for 'kind'.",
        "data/extracted/klein-2020/rows.json: row 2 ",
        "ids.csv: does not have 'programme/sport'.",
    )


def test_a_line_number_counts_lines_of_the_file(desk: Desk) -> None:
    """Also below a value that runs over lines, and below lines that are empty."""
    desk.change("organisations", "Een noot.", '"Een noot\nvan twee regels."')
    desk.add("organisations", "\n,,,,,\nleeg,,,Leeg,,")
    desk.add("ids", "organisation,leeg,live,,")
    desk.told_only("organisations.csv:7: has no value for 'kind'.")


def test_a_slug_that_is_new_is_minted_by_a_command_that_the_message_names(desk: Desk) -> None:
    """The registry is never written by hand."""
    desk.add("references", "verdrag,act,Verdrag,,")
    assert "'beleidsgraaf build --mint'" in desk.told_only("ids.csv: does not have 'reference/v")


def test_no_slug_is_minted_while_the_tables_have_problems(desk: Desk) -> None:
    """A mistake must not become an identifier for ever."""
    desk.change("involvements", INVOLVED, INVOLVED.replace("researches", "zoekt"))
    with pytest.raises(CurationError, match="role/zoekt"):
        desk.minted()
