"""Runs a role with a screen exactly as the command line would, with a test's finger beside it."""

from __future__ import annotations

import sys

from kiosk.__main__ import main
from tests.journeys import driver

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], on_shown=driver.start))
