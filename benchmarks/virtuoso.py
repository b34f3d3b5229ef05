"""Virtuoso without anything of its package's own service: a database in a folder, on loopback."""

import shutil
import socket
import subprocess
from pathlib import Path

PROGRAM = "virtuoso-t"
_BUFFERS = 340_000  # of 8 KiB: what its manual advises for 4 GB of memory
_CLIENTS = 64
"""More than any round has connections: each takes a thread of Virtuoso for itself."""
_SETTINGS = """\
[Database]
DatabaseFile = {work}/virtuoso.db
ErrorLogFile = {work}/virtuoso.log
LockFile = {work}/virtuoso.lck
TransactionFile = {work}/virtuoso.trx
xa_persistent_file = {work}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {work}/temporary.db
TransactionFile = {work}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {quads}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxClientConnections = {clients}
CheckpointInterval = 0
SchedulerInterval = 10
MaxQueryMem = 2G
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {work}
ServerThreads = {clients}
MaxClientConnections = {clients}
MaxKeepAlives = {clients}
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


def command(quads: Path, work: Path, port: int) -> list[str]:
    """How it is started; it knows nothing yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        sql = probe.getsockname()[1]
    (work / "sql-port").write_text(str(sql))
    settings = _SETTINGS.format(
        work=work.absolute(),
        quads=quads.absolute().parent,
        port=port,
        sql=sql,
        clients=_CLIENTS,
        buffers=_BUFFERS,
        dirty=_BUFFERS * 3 // 4,
    )
    (work / "virtuoso.ini").write_text(settings)
    program = shutil.which(PROGRAM) or PROGRAM
    return [program, "+foreground", "+configfile", str(work / "virtuoso.ini")]


def load(quads: Path, work: Path, _port: int) -> None:
    """It holds the quads, each in its graph."""
    file = quads.absolute()
    statements = (
        f"ld_dir('{file.parent}', '{file.name}', 'urn:none'); rdf_loader_run(); checkpoint;"
    )
    subprocess.run(
        ["isql-vt", (work / "sql-port").read_text(), "dba", "dba", f"exec={statements}"],
        check=True,
        capture_output=True,
    )
