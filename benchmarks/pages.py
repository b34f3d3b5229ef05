"""Measures how long the site takes to make pages, on the real graph and on a large one beside it.

    python -m benchmarks.pages SNAPSHOTS FOLDER [--measures 100000] [--visits 20]

``SNAPSHOTS`` has the real graph as ``current``; the large one is that graph with so many made-up
measures besides, and is left in ``FOLDER`` for the next time. Each site runs in a process of its
own, and keeps no page that it made. Times are of the processor, so that a busy machine does not
change them; what is told of a kind of page is the median over visits to different addresses.
"""

import argparse
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.generate import generate
from flask import Flask

from beleidsgraaf import snapshot
from beleidsgraaf.serve import endpoint
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot, open_snapshot

_GRAPH = "graph.nq.gz"
_WORDS = ("school", "hulp", "onderzoek", "campagne", "wet", "preventie", "sport", "dader")
_ROLES = ("executes", "develops", "funds", "partner")
_MINISTRIES = ("jenv", "vws", "ocw", "szw")
_PLAIN = ("/", "/ministries", "/themes", "/figures", "/questions", "/quality", "/about", "/help")
_THINGS = ("organisation", "measure", "ministry", "theme", "goal", "evidence")
_LONG = ("cq14-", "cq34-")
"""Questions that go from everything to everything: minutes with many measures, and left out."""
_ENOUGH = 15_000
"""Milliseconds after which no more pages of a kind are visited."""
_KIB = 1024


def enlarge(real: Snapshot, root: Path, measures: int) -> None:
    """Publishes the graph with made-up measures besides, unless it is there already."""
    about = {"base_iri": real.base_iri, "made_from": real.id, "measures": measures}
    if (root / snapshot.CURRENT).exists():
        there = open_snapshot(root).manifest
        if all(there.get(key) == value for key, value in about.items()):
            return
    known = real.read(_GRAPH).decode().splitlines()
    made = generate(measures, whole=False)
    lines = {*known, *(line for line in made if "/id/ministry/" not in line.partition(" ")[0])}
    files = {name: real.read(name) for name in real.manifest["files"] if name != _GRAPH}
    files[_GRAPH] = "".join(f"{line}\n" for line in sorted(lines)).encode()
    snapshot.publish(root, files, about=about, tools={})


def _slugs(opened: Snapshot) -> dict[str, list[str]]:
    """The slugs of the things in the graph, by type."""
    found: dict[str, set[str]] = {kind: set() for kind in _THINGS}
    start = f"<{opened.base_iri}id/"
    with gzip.open(opened.path(_GRAPH), "rt", encoding="utf-8") as lines:
        for line in lines:
            kind, _, slug = line.partition("> ")[0].removeprefix(start).partition("/")
            if kind in found and "#" not in slug:
                found[kind].add(slug)
    return {kind: sorted(slugs) for kind, slugs in found.items()}


def addresses(opened: Snapshot, visits: int) -> dict[str, list[str]]:
    """For each kind of page some addresses, the same in every run."""
    choose = random.Random(1)  # noqa: S311 - the same choice in every run
    found: dict[str, list[str]] = {path: [path] for path in _PLAIN}
    for kind, slugs in _slugs(opened).items():
        some = choose.sample(slugs, min(visits, len(slugs)))
        found[f"/doc/{kind}/…"] = [f"/doc/{kind}/{slug}" for slug in some]
    lists = {
        "/measures": [f"/measures?page={page}" for page in (1, 2)],
        "/measures?ministry": [f"/measures?ministry={m}" for m in _MINISTRIES],
        "/measures?role": [f"/measures?role={r}" for r in _ROLES],
        "/measures?role&ministry&q": [
            f"/measures?role={r}&ministry={m}&q={w}"
            for r, m, w in zip(_ROLES, _MINISTRIES, _WORDS, strict=False)
        ],
        "/measures?q": [f"/measures?q={word}" for word in _WORDS],
        "/measures?sort=title": ["/measures?sort=title"],
        "/organisations": ["/organisations", "/organisations?sort=measures"],
        "/organisations?role": [f"/organisations?role={r}" for r in _ROLES],
        "/search?q": [f"/search?q={word}" for word in _WORDS],
        "/search?q (two words)": [f"/search?q={a}+{b}" for a, b in pairwise(_WORDS)],
        "/search?q (a slip)": ["/search?q=preventei", "/search?q=onderzeok", "/search?q=movisei"],
        "/suggest?q": [f"/suggest?q={quote(word[:3])}" for word in _WORDS],
    }
    figures = ("ministries-themes", "sets", "organisations-ministries", "instruments-themes")
    found |= lists
    found["/figures/…"] = [f"/figures/{name}" for name in figures]
    return found


def asked(app: Flask, opened: Snapshot, visits: int) -> dict[str, Any]:
    """Milliseconds and KiB of each kind of page."""
    client = app.test_client()
    kinds = addresses(opened, visits)
    names = (Path(name).stem for name in opened.names("questions"))
    kinds["/questions/…"] = [f"/questions/{name}" for name in names if not name.startswith(_LONG)]
    for paths in kinds.values():
        client.get(paths[0])  # what a first visit loads is no part of any page
    told: dict[str, Any] = {}
    for kind, paths in kinds.items():
        spent, weights = [], []
        for path in paths:
            start = time.process_time()
            response = client.get(path)
            spent.append(1000 * (time.process_time() - start))
            if response.status_code != 200:
                raise ValueError(f"{path}: {response.status_code}")
            weights.append(len(gzip.compress(response.data)) / _KIB)
            if sum(spent) > _ENOUGH:
                break
        print(f"{kind} {statistics.median(spent):.1f}", file=sys.stderr)
        told[kind] = {
            "median": statistics.median(spent),
            "worst": max(spent),
            "weight": max(weights),
        }
    return told


def _alone(root: Path, visits: int) -> None:
    """Prints what one site takes, as JSON."""
    opened = open_snapshot(root)
    start, began = time.process_time(), time.monotonic()
    app = create_app(opened, Settings(cache_size=0, query_processes=1))
    started = time.process_time() - start, time.monotonic() - began
    try:
        memory = _memory()
        pages = asked(app, opened, visits)
    finally:
        app.extensions[endpoint.EXTENSION].close()
    print(json.dumps({"start": started, "memory": memory, "pages": pages}))


def _memory() -> float:
    """MiB of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _KIB / _KIB


def table(real: dict[str, Any], large: dict[str, Any], measures: int) -> str:
    """What each kind of page takes on both, in Markdown."""
    head = ["page", "ms", "worst", f"ms with {measures:,} measures", "worst", "KiB", "KiB"]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for kind, here in real["pages"].items():
        there = large["pages"][kind]
        numbers = (here["median"], here["worst"], there["median"], there["worst"])
        weights = (here["weight"], there["weight"])
        rows.append([f"`{kind}`", *(f"{n:.1f}" for n in numbers), *(f"{n:.0f}" for n in weights)])
    starts = " and ".join(
        f"{one['start'][0]:.1f} s of processor time to start, {one['memory']:.0f} MiB"
        for one in (real, large)
    )
    return "\n".join([*(f"| {' | '.join(row)} |" for row in rows), "", starts])


def _measured(root: Path, visits: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.pages", str(root), str(root), "--alone"]
    said = subprocess.run(
        [*command, "--visits", str(visits)], stdout=subprocess.PIPE, check=True
    ).stdout
    return dict(json.loads(said))


def main() -> None:
    """Measures both, prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("snapshots", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measures", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        _alone(options.snapshots, options.visits)
        return
    enlarge(open_snapshot(options.snapshots), options.folder, options.measures)
    real, large = (_measured(r, options.visits) for r in (options.snapshots, options.folder))
    print(table(real, large, options.measures))


if __name__ == "__main__":
    main()
