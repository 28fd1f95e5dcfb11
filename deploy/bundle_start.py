"""Runs first in the bundle, by build.spec: what the bundle starts finds the system's libraries.

PyInstaller's starter names the bundle's own folder in LD_LIBRARY_PATH. pg_dump and pg_restore
would load the OpenSSL of the machine that built the bundle from there.
"""

import os

_BEFORE = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _BEFORE is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _BEFORE
