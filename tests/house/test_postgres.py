"""The tests' own PostgreSQL: databases of their own, nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys

import psutil
import psycopg
import pytest

from tests.helpers.postgres import Cluster
from tests.helpers.waiting import until
from tests.journeys.processes import ROOT

PROGRAM = """
import os, psutil
from tests.helpers.postgres import running_cluster
with running_cluster() as cluster:
    (server,) = psutil.Process().children()
    print(server.pid, server.cwd(), flush=True)
    input()
"""


def test_each_database_is_empty_and_nobody_elses(postgres: Cluster) -> None:
    first, second = postgres.fresh_database(), postgres.fresh_database()
    with psycopg.connect(first) as connection:
        connection.execute("create table mark (id int)")
    with psycopg.connect(second) as connection:
        query = "select count(*) from pg_tables where schemaname = 'public'"
        assert connection.execute(query).fetchone() == (0,)


def test_it_asks_for_a_password(postgres: Cluster) -> None:
    url = postgres.url("postgres").replace("@", "x@")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url, connect_timeout=10)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL], ids=["term", "kill -9"])
def test_it_ends_with_its_tests_however_these_end(ending: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as tests:
        assert tests.stdout is not None
        pid, folder = tests.stdout.readline().decode().split()
        family = [psutil.Process(int(pid)), *psutil.Process(int(pid)).children()]
        tests.send_signal(ending)
        tests.wait(30)
    until(lambda: not any(process.is_running() for process in family), 30.0)
    subprocess.run(["rm", "-rf", folder.removesuffix("/data")], check=True)
