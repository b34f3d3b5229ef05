"""Queries that would stop an unguarded engine, and the codes that are a clear answer to each."""

from small_snapshot import BASE

MANY = f"<{BASE}value>"


def nested(opening: str, inside: str, closing: str, times: int) -> str:
    """A SELECT with one thing nested in itself."""
    return "SELECT * { ?s ?p ?o " + opening * times + inside + closing * times + "}"


HOSTILE: dict[str, tuple[str, set[int]]] = {
    "a cartesian product, counted": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        {503},
    ),
    "a cartesian product, sent": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {413}),
    "a cartesian product, sorted": (
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?i",
        {422, 503},
    ),
    "a huge GROUP_CONCAT": (
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b))) AS ?x) {{ ?a {MANY} ?c . ?b {MANY} ?d . "
        f"?e {MANY} ?f }}",
        {413, 422, 503},
    ),
    "a text that doubles": (
        "SELECT (STRLEN(?z) AS ?n) { BIND('" + "x" * 9999 + "' AS ?a) "
        f"BIND(CONCAT({','.join(['?a'] * 60)}) AS ?b) BIND(CONCAT({','.join(['?b'] * 60)}) AS ?c) "
        f"BIND(CONCAT({','.join(['?c'] * 60)}) AS ?z) }}",
        {422},
    ),
    "150 copies of a pattern": ("SELECT * {" + "?s ?p ?o . " * 150 + "}", {503}),
    "300 nested FILTER EXISTS": (nested("FILTER EXISTS {", "?s ?p ?o", "}", 300), {400}),
    "100 nested FILTER EXISTS": (nested("FILTER EXISTS {", "?s ?p ?o", "}", 100), {200, 422, 503}),
    "4000 nested groups": (nested("{", "", "}", 4000), {400}),
    "4000 nested parentheses": (nested("FILTER(", "1", ")", 4000), {400}),
    "4000 nested blank nodes": (nested("[ ?p ", "1", "]", 4000), {400}),
    "30000 brackets that open": (nested("(", "", "", 30_000), {400}),
    "a sum of 15000": ("SELECT (1" + "+1" * 15_000 + " AS ?x) {}", {200, 422}),
    "9000 negations": ("SELECT (" + "!" * 9000 + "true AS ?x) {}", {200, 400, 422}),
    "a path of 9000 steps": ("SELECT * { ?s " + "/".join(["<x:p>"] * 9000) + " ?o }", {200, 422}),
    "4000 unions": ("SELECT * {" + "{} UNION " * 4000 + "{} }", {200, 422, 503}),
    "2000 optionals": ("SELECT * {" + "OPTIONAL { ?s ?p ?o } " * 2000 + "}", {422, 503}),
    "deep property paths": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:a>)* ?b . ?b (!<x:a>|^!<x:a>)* ?c . "
        "?c (!<x:a>|^!<x:a>)* ?d . ?d (!<x:a>|^!<x:a>)* ?e }",
        {200, 422, 503},
    ),
    "a regular expression": (
        "SELECT (REGEX('" + "a" * 5000 + "', '(a{1,99}){1,99}$') AS ?x) {}",
        {200, 400, 422},
    ),
    "a long regular expression": (
        "SELECT (REGEX('a', '" + "(a|b)?" * 5000 + "') AS ?x) {}",
        {200, 400, 422},
    ),
    "a query of 65 KiB": ("ASK {} #" + "x" * 66_000, {413}),
    "a query of 65 KiB in two-byte letters": ("ASK {} #" + "é" * 33_000, {413}),
    "10000 open quotes": ("ASK {} " + "\"'" * 10_000, {400}),
    "20000 escaped quotes": ('ASK { ?from ?p "' + '\\"' * 20_000, {400}),
    "20000 dotted words": ("ASK { from " + "a." * 20_000, {400}),
    "60000 angles": ("ASK { from " + "<" * 60_000, {400}),
}
