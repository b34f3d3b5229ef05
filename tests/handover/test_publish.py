import json
import socket
from pathlib import Path
from typing import Any, Protocol

import pytest

from beleidsgraaf.cli import main
from beleidsgraaf.make.handover import sending

ID = "5aa4d627-2b5a-4b69-b8e9-7af31d1288ee"


class Server(Protocol):
    """What a test sees of the API's server."""

    url: str
    stored: list[tuple[str, str, dict[str, Any]]]
    answer: tuple[int, str, bytes] | None


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELEIDSGRAAF_API_TOKEN", "eyJ.a.test")
    monkeypatch.setenv("no_proxy", "*")


def publish(root: Path, *options: str) -> int:
    """The exit code of the command."""
    return main(["publish", "--snapshots", str(root), *options])


def test_by_default_nothing_is_sent(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record goes to stdout as JSON, the talk to stderr."""
    assert publish(ready) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["dctIdentifier"].endswith("id/dataset/beleidsgraaf")
    assert "Nothing was sent." in err
    assert "dct:license" in err


def test_the_record_is_held_to_the_api_s_own_description(
    ready: Path, openapi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --openapi a record that fits gives 0; one that does not, 1 and what is wrong."""
    assert publish(ready, "--openapi", str(openapi)) == 0
    assert "not as the API asks" not in capsys.readouterr().err


def test_a_record_that_does_not_fit_is_not_sent(
    ready: Path, openapi: Path, intake: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the description asks for more than the record has, exit code 1 and nothing leaves."""
    stricter = json.loads(openapi.read_text("utf-8"))
    stricter["components"]["schemas"]["DcatDataset"]["required"].append("dctLicense")
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(stricter), "utf-8")
    assert publish(ready, "--openapi", str(path), "--api", intake.url) == 1
    assert "'dctLicense' is a required property" in capsys.readouterr().err
    assert intake.stored == []


def test_a_record_is_sent_and_stored(
    ready: Path, intake: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server finds it valid, and what it answers goes to stdout."""
    assert publish(ready, "--api", intake.url) == 0
    assert json.loads(capsys.readouterr().out) == {"id": ID}
    [(method, path, sent)] = intake.stored
    assert (method, path) == ("POST", "/api/v1/datasets")
    assert sent["dctTitle"] == ["Maatregelen tegen seksueel geweld en wie eraan meewerkt"]


def test_what_is_there_can_be_replaced(ready: Path, intake: Server) -> None:
    """With the id that the API gave, the record takes the place of the earlier one."""
    assert publish(ready, "--api", f"{intake.url}/", "--replace", ID) == 0
    assert [(method, path) for method, path, _ in intake.stored] == [
        ("PUT", f"/api/v1/datasets/{ID}")
    ]


def test_a_second_time_says_how_to_replace(
    ready: Path, intake: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """The API's own words, and the option that helps."""
    publish(ready, "--api", intake.url)
    assert publish(ready, "--api", intake.url) == 3
    said = capsys.readouterr().err
    assert "refused (409): Er bestaat al een dataset met dezelfde dctIdentifier." in said
    assert "--replace" in said


def test_examples_are_not_sent(
    unready: Path, intake: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """While the owner has not filled in every value, nothing leaves."""
    assert publish(unready, "--api", intake.url) == 1
    assert "still are examples" in capsys.readouterr().err
    assert intake.stored == []


def test_examples_can_be_looked_at(unready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an address the record is shown, with a warning."""
    assert publish(unready) == 0
    assert "still are examples" in capsys.readouterr().err


@pytest.mark.parametrize("token", ["", "  "])
def test_without_a_token_nothing_is_sent(
    ready: Path,
    intake: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    token: str,
) -> None:
    """The message names the variable that the token is read from."""
    monkeypatch.setenv("BELEIDSGRAAF_API_TOKEN", token)
    assert publish(ready, "--api", intake.url) == 3
    assert "BELEIDSGRAAF_API_TOKEN" in one_line(capsys)
    assert intake.stored == []


@pytest.mark.parametrize("token", ["twee woorden", "regel\nX-Kop: 1", "ë"])
def test_a_token_with_strange_characters_is_refused_and_not_shown(
    ready: Path,
    intake: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    token: str,
) -> None:
    """No such token exists, and it could smuggle a header in."""
    monkeypatch.setenv("BELEIDSGRAAF_API_TOKEN", token)
    assert publish(ready, "--api", intake.url) == 3
    assert token not in one_line(capsys)
    assert intake.stored == []


def test_a_token_that_is_not_valid_is_told(
    ready: Path,
    intake: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A 401 without a body says what to do, and does not repeat the token."""
    monkeypatch.setenv("BELEIDSGRAAF_API_TOKEN", "geheim")
    assert publish(ready, "--api", intake.url) == 3
    said = one_line(capsys)
    assert "refused (401)" in said
    assert "geheim" not in said


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The error, which is one line after the line on what has no field."""
    lines = capsys.readouterr().err.splitlines()
    [error] = [line for line in lines if line.startswith("beleidsgraaf: ")]
    assert lines[-1] == error
    return error


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((422, b'{"detail": "Thema onbekend"}'), "refused (422): Thema onbekend."),
        ((400, b'{"detail": "Ongeldig", "errors": [{"path": "a", "message": "b"}]}'), "a: b"),
        ((400, b'{"errors": "geen lijst"}'), "refused (400)"),
        ((403, b""), "role and organisation"),
        ((404, b"<html>"), "See to the address"),
        ((500, b'{"title": "Kapot\\nregel twee"}'), "Kapot regel twee."),
        ((307, b""), "refused (307)"),
        ((302, b""), "refused (302)"),
        ((201, b"<html>Inloggen</html>"), "not as the Aanlever API does"),
        ((200, b"[" * 100_000), "not as the Aanlever API does"),
        ((503, b"\xff\xfe"), "refused (503)"),
    ],
)
def test_every_refusal_is_one_line_with_the_server_s_words(
    ready: Path,
    intake: Server,
    capsys: pytest.CaptureFixture[str],
    answer: tuple[int, bytes],
    said: str,
) -> None:
    """Whatever the server answers, the user gets one line, and a token goes nowhere else."""
    intake.answer = (answer[0], "application/problem+json", answer[1])
    assert publish(ready, "--api", intake.url) == 3
    assert said in one_line(capsys)
    assert len(intake.stored) == 1


def test_an_api_that_cannot_be_reached_is_told(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody listens there: one line with the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert publish(ready, "--api", f"http://127.0.0.1:{port}") == 3
    assert f"http://127.0.0.1:{port}: no answer" in one_line(capsys)


def test_an_api_that_does_not_answer_in_time_is_told(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody listens and says nothing: patience ends, with one line."""
    monkeypatch.setattr(sending, "_PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert publish(ready, "--api", f"http://127.0.0.1:{port}") == 3
    assert f"http://127.0.0.1:{port}: no answer: timed out" in one_line(capsys)


@pytest.mark.parametrize(
    "url",
    ["", " ", "data.overheid.nl", "ftp://x.test", "file:///etc/passwd", "https://", "http://[::1"],
)
def test_an_address_of_another_form_is_refused(
    ready: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    """Only an address on the web is one of an API."""
    assert publish(ready, "--api", url) == 3
    assert "no address of an API" in one_line(capsys)


def test_a_token_goes_over_an_open_line_to_this_machine_alone(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Elsewhere http:// is refused before anything is sent."""
    assert publish(ready, "--api", "http://data.overheid.test") == 3
    assert "https:// only" in one_line(capsys)


def test_the_token_is_no_setting(capsys: pytest.CaptureFixture[str]) -> None:
    """`settings` neither refuses the variable nor shows what is in it."""
    assert main(["settings"]) == 0
    out, err = capsys.readouterr()
    assert "eyJ" not in out + err
    assert "TOKEN" not in out
