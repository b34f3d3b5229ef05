"""The command line: parse, call, print, exit. Data goes to stdout, talk to stderr.

Rooms are loaded by the command that needs them, so that serving never loads the factory's tools.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeAlias

from beleidsgraaf import settings as settings_module
from beleidsgraaf.errors import BeleidsgraafError, QueryError, SnapshotError
from beleidsgraaf.settings import HELP, Settings

OK, DOES_NOT_CONFORM = 0, 1
Command = Callable[[argparse.Namespace, Settings], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - no other name


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code (0 done, 1 does not conform, 2 wrong use, 3 known error)."""
    options = _parser().parse_args(arguments)
    try:
        given = {f.name: getattr(options, f.name, None) for f in fields(Settings)}
        command: Command = options.command
        code = command(options, settings_module.load(os.environ, given))
        sys.stdout.flush()  # here, where it can still be told that nobody takes the output
    except BeleidsgraafError as error:
        print(f"beleidsgraaf: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output stopped reading; nothing more can be said to them.
        _mute()
        return OK
    except OSError as error:
        _mute()
        print(f"beleidsgraaf: {error.filename or 'output'}: {error.strerror}.", file=sys.stderr)
        return BeleidsgraafError.exit_code
    except KeyboardInterrupt:
        return 130
    return code


def _mute() -> None:
    """Whatever is still to be written goes nowhere, so that Python's own end is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _extract(options: argparse.Namespace, settings: Settings) -> int:
    from beleidsgraaf.make import build, project
    from beleidsgraaf.make.extract import serialise

    if options.write:
        for path in build.write_rows(options.project):
            _say(f"wrote {path}")
    elif options.mentions:
        for m in build.proposals(options.project, settings):
            print(f"{m.row},{m.actor},{m.column},{m.name}")
    else:
        for extraction in build.read_rows(project.read(options.project)):
            sys.stdout.write(serialise(extraction))
    return OK


def _build(options: argparse.Namespace, settings: Settings) -> int:
    from beleidsgraaf.make import build, check

    _expect_writable(settings.snapshots)
    if options.mint:
        _say(f"registry {build.register(options.project)} new slugs")
    verdict, _ = build.build(options.project, settings, _say, record=options.record)
    if not verdict.conforms:
        print(check.report(verdict))
        _say("Nothing was published. Mend what the report names and build again.")
    return OK if verdict.conforms else DOES_NOT_CONFORM


def _expect_writable(root: Path) -> None:
    """SnapshotError before the work is done, where it can be seen that it would be for nothing."""
    nearest = next(path for path in (root, *root.absolute().parents) if os.path.lexists(path))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        what = "cannot be written to" if nearest.is_dir() else "is no folder"
        advice = "the published snapshot is unchanged. Choose another folder with --snapshots."
        raise SnapshotError(f"{nearest}: {what}; {advice}")


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from beleidsgraaf.make import build, catalogue, check

    made = build.make(options.project, settings, _say)
    print(check.report(made.verdict))
    if not made.verdict.conforms:
        return DOES_NOT_CONFORM
    if options.publication:
        said = made.project.publication
        publication = catalogue.read(said, made.project.values, settings.public_url)
        obstacles = catalogue.obstacles(said, made.release, made.project.releases)
        print(catalogue.readiness(publication, settings.base_iri, obstacles))
        return DOES_NOT_CONFORM if obstacles else OK
    return OK


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from beleidsgraaf.serve import compiled

    compiled.use()  # before anything of the server is there
    from beleidsgraaf.serve import server
    from beleidsgraaf.snapshot import CURRENT, MANIFEST

    there = any(os.path.lexists(settings.snapshots / name) for name in (CURRENT, MANIFEST))
    if not there and (options.project / "data/source").is_dir():
        _say("There is no snapshot yet: building one first.")
        plain = argparse.Namespace(project=options.project, mint=False, record=False)
        if code := _build(plain, settings):
            return code
    server.run(settings)
    return OK


def _query(options: argparse.Namespace, settings: Settings) -> int:
    from beleidsgraaf.serve import terminal
    from beleidsgraaf.snapshot import open_snapshot

    try:
        text = sys.stdin.read() if options.sparql == "-" else options.sparql
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8 at byte {error.start}.") from None
    sys.stdout.write(terminal.answer(open_snapshot(settings.snapshots), text, options.format))
    return OK


def _publish(options: argparse.Namespace, settings: Settings) -> int:
    from beleidsgraaf.make import handover, publish
    from beleidsgraaf.snapshot import open_snapshot

    prepared = publish.prepare(open_snapshot(settings.snapshots), options.openapi)
    if prepared.placeholders:
        count, first = len(prepared.placeholders), prepared.placeholders[0]
        _say(f"{count} values still are examples, such as {first}.")
        _say("'beleidsgraaf check --publication' tells where to fill in what.")
    for problem in prepared.problems:
        _say(f"not as the API asks: {problem}")
    _say(f"no field for: {', '.join(prepared.left_out)}")
    sending = options.api is not None
    if sending and not (prepared.problems or prepared.placeholders):
        api = handover.Api(options.api, os.environ.get(settings_module.API_TOKEN, ""))
        answer = handover.send(prepared.record, api, options.replace)
        _say("Stored. What the API answered:")
    else:
        answer = prepared.record
        _say("Nothing was sent.")
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    stopped = prepared.problems or (sending and prepared.placeholders)
    return DOES_NOT_CONFORM if stopped else OK


def _settings(_options: argparse.Namespace, settings: Settings) -> int:
    for field in fields(Settings):
        print(f"{settings_module.PREFIX}{field.name.upper()}={getattr(settings, field.name)}")
    return OK


def _folder(raw: str) -> Path:
    path = Path(raw)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{raw!r} is no folder")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="beleidsgraaf",
        description="From an overview of policy measures to a checked, served knowledge graph.",
        epilog="Every setting can also be given as BELEIDSGRAAF_<NAME>; see 'settings'.",
    )
    commands: Commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_making(commands)
    _add_serving(commands)
    _command(commands, "settings", _settings, "print every setting as it is in force", ())
    return parser


def _add_making(commands: Commands) -> None:
    make_side = ("base_iri", "public_url", "snapshots")
    extract = _command(commands, "extract", _extract, "read the rows of every document", ())
    which = extract.add_mutually_exclusive_group()
    which.add_argument("--write", action="store_true", help="write them to data/extracted")
    which.add_argument(
        "--mentions",
        action="store_true",
        help="print the mentions of actors that nobody decided on yet: row,actor,cell,name",
    )
    build = _command(commands, "build", _build, "build, check and publish a snapshot", make_side)
    build.add_argument("--mint", action="store_true", help="first register slugs that are new")
    build.add_argument("--record", action="store_true", help="note its files in data/releases.csv")
    about = "print the verdict on the data; publish nothing"
    check = _command(commands, "check", _check, about, make_side)
    check.add_argument(
        "--publication",
        action="store_true",
        help="say also whether the catalogue is ready to be handed over to data.overheid.nl",
    )


def _add_serving(commands: Commands) -> None:
    serve_side = tuple(f.name for f in fields(Settings) if f.name != "snapshots")
    serve = _command(commands, "serve", _serve, "serve the published snapshot", serve_side)
    serve.add_argument(
        "--snapshots", "--snapshot", metavar="DIR", help=f"{HELP['snapshots']} Or one snapshot."
    )
    query = _command(commands, "query", _query, "ask the published snapshot", ("snapshots",))
    query.add_argument("sparql", metavar="SPARQL", help="the query; - reads it from stdin")
    query.add_argument("--format", choices=("table", "csv", "json"), default="table")
    publish = _command(
        commands, "publish", _publish, "print the record for data.overheid.nl", ("snapshots",)
    )
    publish.add_argument("--openapi", type=Path, metavar="FILE", help="check it with the API's own")
    publish.add_argument(
        "--api", metavar="URL", help=f"send it there, with the token in {settings_module.API_TOKEN}"
    )
    publish.add_argument("--replace", default="", metavar="ID", help="in the place of this one")


def _command(
    commands: Commands,
    name: str,
    run: Command,
    summary: str,
    settings: Sequence[str],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
    )
    parser.set_defaults(command=run)
    parser.add_argument(
        "--project", type=_folder, default=Path(), metavar="DIR", help="the project's folder"
    )
    for setting in settings:
        option = f"--{setting.replace('_', '-')}"
        parser.add_argument(option, metavar="VALUE", help=HELP[setting])
    return parser
