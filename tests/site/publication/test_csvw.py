import threading
from collections.abc import Iterator

import pytest
from csvw import CSVW
from werkzeug.serving import make_server

from site_client import SiteClient


@pytest.fixture
def address(site: SiteClient) -> Iterator[str]:
    """Where the site answers over HTTP, for a client of others."""
    server = make_server("127.0.0.1", 0, site.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", ["measures.csv", "involvements.csv", "csv-metadata.json"])
def test_the_csvw_package_finds_and_believes_the_description(address: str, name: str) -> None:
    """From the address of a table alone, by its Link, it knows what each column is."""
    found = CSVW(f"{address}/downloads/{name}", validate=True)
    assert found.is_valid
    assert [str(warning.message) for warning in found.warnings] == []
    assert all(table.tableSchema.columns for table in found.tables)
