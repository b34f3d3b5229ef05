import pytest

from beleidsgraaf.make.curate.tables import REGISTRY
from beleidsgraaf.model import Basis, Column
from beleidsgraaf.slug import Thing
from unit.curate.desk import ONE, SOURCE, Desk


def test_every_row_becomes_a_measure_with_its_decisions(desk: Desk) -> None:
    """Slug, goal and theme are what the tables say."""
    measures = desk.knowledge().measures
    assert [(m.slug, m.goal, m.theme, m.row.number) for m in measures] == [
        ("onderzoek", "meer-weten", "leren", 1),
        ("campagne", "meer-doen", "leren", 2),
    ]


def test_every_statement_stands_where_it_says(desk: Desk) -> None:
    """Reading the source at a quote's offsets gives the quote, for all that is decided."""
    known = desk.knowledge()
    quotes = [i.quote for i in known.involvements]
    quotes += [link.quote for link in known.links] + [c.quote for c in known.corrections]
    assert len(quotes) == 12
    for quote in quotes:
        assert SOURCE[quote.span.start : quote.span.end] == quote.exact
        assert quote.lines[0] == SOURCE.count("\n", 0, quote.span.start) + 1


def test_the_ministry_column_gives_a_cooperation_per_code(desk: Desk) -> None:
    """In printed order, with the code as quote and mention."""
    column = [i for i in desk.knowledge().involvements if i.basis == Basis.COLUMN]
    assert [(i.measure, str(i.actor), i.role, i.quote.exact) for i in column] == [
        ("onderzoek", "ministry/vws", "cooperates", "VWS"),
        ("onderzoek", "ministry/jenv", "cooperates", "JenV"),
        ("campagne", "ministry/jenv", "cooperates", "JenV"),
    ]
    assert all(i.quote == i.mention for i in column)


def test_a_mention_stands_inside_its_quote(desk: Desk) -> None:
    """The name is found in the passage, which may run over a line break."""
    (said,) = [i for i in desk.knowledge().involvements if i.role == "researches"]
    assert said.quote.exact == "Bureau Kwast onderzoekt \n\nmet"
    assert said.mention is not None
    assert said.mention.exact == "Bureau Kwast"
    assert said.quote.span.start == said.mention.span.start


def test_a_mention_may_be_broken_over_two_lines(desk: Desk) -> None:
    """Between words, where the name has a blank."""
    desk.change(
        "involvements",
        "Bureau Kwast onderzoekt met,Bureau Kwast,",
        "onderzoekt met,onderzoekt met,",
    )
    (said,) = [i for i in desk.knowledge().involvements if i.role == "researches"]
    assert said.mention is not None
    assert said.mention.exact == "onderzoekt \n\nmet"


def test_what_a_link_says_follows_from_what_it_points_at(desk: Desk) -> None:
    """The type of the target gives the property."""
    assert [(link.relation, str(link.object)) for link in desk.knowledge().links] == [
        ("instrumentType", "instrument-type/research"),
        ("refersTo", "reference/wet"),
        ("inProgramme", "programme/loop"),
        ("channel", "channel/site"),
        ("targetGroup", "target-group/youth"),
        ("hasMember", "organisation/kwast"),
    ]


def test_names_and_identifiers_come_to_whom_they_belong(desk: Desk) -> None:
    """Other names, identifiers with the place they were seen, and renames."""
    known = desk.knowledge()
    actors = {str(actor.thing): actor for actor in known.actors}
    assert [n.name for n in actors["organisation/kwast"].names] == ["Kwast"]
    assert [i.seen for i in actors["ministry/vws"].identifiers] == ["a register"]
    assert [i.value for i in known.references[0].identifiers] == ["BWBR1"]
    assert known.events[0].actor == Thing("organisation", "kwast")


def test_a_printing_error_stays_and_the_mended_form_stands_beside_it(desk: Desk) -> None:
    """The cell keeps its text; the measure has the mended activity too."""
    known = desk.knowledge()
    campaign = known.measures[1]
    assert campaign.row.text(Column.ACTIVITY) == "Campange"
    assert campaign.mended_activity == "Campagne"
    assert known.measures[0].mended_activity == ""
    assert [(c.kind, c.was, c.now) for c in known.corrections] == [
        ("spelling", "Campange", "Campagne")
    ]


def test_a_flagged_row_is_settled_by_confirming_one_of_its_cells(desk: Desk) -> None:
    """Was = now says that the reader was right; that is no correction of anything."""
    desk.flag(1)
    desk.add("corrections", f"1,{ONE},goal,Meer weten,Meer weten,Nagekeken.,de bron")
    known = desk.knowledge()
    assert not any(m.row.flagged for m in known.measures)
    assert [c.kind for c in known.corrections] == ["spelling"]


def test_a_correction_cuts_the_row_anew_and_keeps_every_character(desk: Desk) -> None:
    """Words move from one cell to the next; quotes are looked for in the cells as corrected."""
    desk.change("goals", "meer-weten,Meer weten,", "meer-weten,Meer,")
    desk.add("corrections", f"1,{ONE},goal,Meer weten,Meer,Zo staat het.,de bron")
    desk.add("corrections", f"1,{ONE},activity,Onderzoek,weten Onderzoek,Zo staat het.,de bron")
    desk.files[REGISTRY] = desk.minted()
    known = desk.knowledge()
    row = known.measures[0].row
    assert (row.text(Column.GOAL), row.text(Column.ACTIVITY)) == ("Meer", "weten Onderzoek")
    assert row.fingerprint == ONE
    assert [c.slug for c in known.corrections if c.kind == "reading"] == [
        "onderzoek-goal",
        "onderzoek-activity",
    ]


def test_the_registry_grows_by_what_is_new_and_loses_nothing(desk: Desk) -> None:
    """Minting twice adds nothing; a new thing is added at the end."""
    before = desk.files[REGISTRY]
    assert desk.minted() == before
    desk.add("references", "verdrag,act,Verdrag,,")
    assert desk.minted() == before + "reference,verdrag,live,,\n"
    desk.files[REGISTRY] = before.rstrip("\n")
    assert desk.minted() == before + "reference,verdrag,live,,\n"


def test_a_withdrawn_slug_names_its_successor(desk: Desk) -> None:
    """Both are known to whoever serves the graph."""
    desk.files[REGISTRY] += "reference,oude-wet,withdrawn,reference/wet,\n"
    desk.files[REGISTRY] += "reference,weg,withdrawn,,\n"
    assert desk.knowledge().withdrawn == {
        "reference/oude-wet": "reference/wet",
        "reference/weg": "",
    }


def test_what_is_published_must_stay_registered(desk: Desk) -> None:
    """A slug in the snapshot that is out may be withdrawn, never forgotten."""
    desk.published = ["reference/wet", "reference/vervallen"]
    assert "'reference/vervallen', which is published" in desk.told_only("ids.csv: has lost ")
    desk.files[REGISTRY] += "reference,vervallen,withdrawn,,\n"
    assert "reference/vervallen" in desk.knowledge().withdrawn


def test_a_lost_slug_that_is_still_used_is_told_once(desk: Desk) -> None:
    """Putting the line back is what mends it; minting it anew would break the order."""
    desk.published = ["reference/wet"]
    desk.change("ids", "reference,wet,live,,\n", "")
    desk.told_only("ids.csv: has lost 'reference/wet'")


@pytest.mark.parametrize("number", [1, 2])
def test_a_flagged_row_that_nobody_settled_is_told_with_its_fingerprint(
    desk: Desk, number: int
) -> None:
    """And with the line of the source where it begins."""
    desk.flag(number)
    said = desk.told_only(f"data/extracted/klein-2020/rows.json: row {number} (fingerprint ")
    assert "is flagged" in said
    assert "corrections.csv" in said
