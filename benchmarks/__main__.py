"""`make bench`: run every benchmark of this folder and print its table.

Name benchmarks to run only those: `python -m benchmarks issue ui`.
"""

from __future__ import annotations

import importlib
import os
import platform
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.table import Table


def main(wanted: list[str]) -> None:
    """Run the wanted benchmarks, all by default, one after the other."""
    print(_machine())
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if wanted and name not in wanted:
            continue
        module = importlib.import_module(f"benchmarks.{path.stem}")
        begun = time.monotonic()
        tables: list[Table] = module.run()
        for table in tables:
            print(f"\n{table.text()}")
        print(f"({name}: {time.monotonic() - begun:.0f} s)", flush=True)


def _machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({model}), Linux {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, load {load}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
