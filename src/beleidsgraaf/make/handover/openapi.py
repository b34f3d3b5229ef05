"""Whether a dataset's JSON is what the API's own openapi.json asks for."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError

from beleidsgraaf.errors import HandOverError

DATASET = "DcatDataset"
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(_URI.fullmatch(value))


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def _is_moment(value: object) -> bool:
    """A moment without a time zone is none: the API refuses it."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


_FORMATS = FormatChecker(formats=())
_FORMATS.checks("uri")(_is_uri)
_FORMATS.checks("date", raises=ValueError)(_is_date)
_FORMATS.checks("date-time", raises=ValueError)(_is_moment)


def read(path: Path) -> Mapping[str, Any]:
    """The description of the API; HandOverError where the file is something else."""
    try:
        described = json.loads(path.read_text("utf-8"))
        schema = described["components"]["schemas"][DATASET]
        Draft202012Validator.check_schema(schema)
    except OSError as error:
        raise HandOverError(f"{path}: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, SchemaError):
        raise HandOverError(
            f"{path}: is no openapi.json of the Aanlever API: it has no sound schema {DATASET}."
        ) from None
    return dict(described)


def problems(dataset: Mapping[str, Any], described: Mapping[str, Any]) -> list[str]:
    """A line for each thing that the API's schema does not allow; none where it is valid."""
    schema = {
        "$ref": f"#/components/schemas/{DATASET}",
        "components": described["components"],
    }
    validator = Draft202012Validator(schema, format_checker=_FORMATS)
    found = sorted(validator.iter_errors(dataset), key=lambda error: error.json_path)
    return [f"{error.json_path.removeprefix('$.')}: {_short(error.message)}" for error in found]


def _short(message: str) -> str:
    """The message without the middle of a long value that it repeats."""
    return message if len(message) <= 240 else f"{message[:120]} ... {message[-120:]}"
