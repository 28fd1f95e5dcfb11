"""`python -m printing.emulator --port 9100 --folder tickets`: a printer without paper.

Prints one line with its address when it is ready; Ctrl+C or SIGTERM ends it, exit code 0.
A port or folder it cannot have ends it at once with a sentence, exit code 1.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from printing.emulator.server import PrinterEmulator
from printing.emulator.state import Condition
from printing.page.roll import roll_of

_CONDITIONS = {
    "paper-out": Condition(paper_left=0),
    "near-end": Condition(near_end=True),
    "cover-open": Condition(cover_open=True),
    "cutter-jam": Condition(cutter_jams=True),
    "overheated": Condition(overheated=True),
    "broken": Condition(broken=True),
    "silent": Condition(silent=True),
    "eats": Condition(eats=True),
    "slow": Condition(bytes_per_second=100),
    "well": Condition(),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until a signal comes."""
    options = _parser().parse_args(arguments)
    ends = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)  # before any thread: only sigwait sees them
    try:
        emulator = PrinterEmulator(
            options.folder,
            port=options.port,
            roll=roll_of(options.paper, options.dpi),
            condition=_CONDITIONS[options.condition],
        )
    except OSError as error:
        why = f"{error.strerror}. Pilih --port atau --folder lain."
        sys.stderr.write(f"Printer tidak dapat dijalankan: {why}\n")
        return 1
    with emulator:
        sys.stdout.write(f"Printer siap di {emulator.address}, tiket di {options.folder}\n")
        sys.stdout.flush()
        signal.sigwait(ends)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m printing.emulator", description="Printer tiket tanpa kertas"
    )
    parser.add_argument("--port", type=int, default=9100, help="0: porta bebas mana saja")
    parser.add_argument("--folder", type=Path, default=Path("run/tickets"))
    parser.add_argument("--condition", choices=_CONDITIONS, default="well")
    parser.add_argument("--paper", type=int, choices=(80, 58), default=80, help="lebar kertas, mm")
    parser.add_argument("--dpi", type=int, choices=(203, 180), default=203)
    return parser


if __name__ == "__main__":
    sys.exit(main())
