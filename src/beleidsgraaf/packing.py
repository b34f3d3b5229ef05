"""How files are compressed: the same bytes on every machine.

What zlib writes differs between its versions and forks, and each Python takes the one of its
system. This compressor comes inside a wheel, at the version that pyproject.toml pins.
"""

import deflate


def packed(data: bytes) -> bytes:
    """The data as gzip, with no name and no time in it."""
    return bytes(deflate.gzip_compress(data, 9))
