"""Processes that end when the one that started them does, however it ends."""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools import places
from devtools.steps import CannotGoOn, last_lines

NOBODY = 65534
PR_SET_PDEATHSIG = 1
LOG_BYTES = 10_000_000  # a longer log is put aside once when its process starts
AGAIN = 10  # starts within AGAIN_SECONDS; more, and the process is given up
AGAIN_SECONDS = 60
REST_SECONDS = 1  # between two starts: what a killed one held is let go meanwhile

libc = ctypes.CDLL(None, use_errno=True)


@dataclass(kw_only=True)
class Child:
    """One process: how to start it, know that it is ready, and stop it."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    logs: Path
    is_ready: Callable[[], bool]
    # What it is sent, one after the other, and for how many seconds it is waited.
    stops: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 10),)
    never_as_root: bool = False
    keeps_open: tuple[int, ...] = ()  # file descriptors, such as a lock, it holds too
    process: subprocess.Popen | None = None
    started: tuple[float, ...] = ()
    log_begins: int = 0  # bytes that earlier ones had written to the log

    @property
    def log(self) -> Path:
        return places.made(self.logs) / f"{self.name}.log"

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    @property
    def has_died(self) -> bool:
        return self.exit_code is not None

    def start(self) -> None:
        """Start it without waiting. Its output goes to its log."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".1.log"))
        self.started = (*self.started, time.monotonic())[-AGAIN:]
        with self.log.open("ab") as output:
            self.log_begins = output.tell()
            self.process = subprocess.Popen(
                self.command,
                cwd=places.TOP,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self.keeps_open,
                preexec_fn=dies_with_us(self.stops[0][0], self.never_as_root),  # noqa: PLW1509
            )

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Raises CannotGoOn, with the end of its log, when it dies or takes longer."""
        until = time.monotonic() + seconds
        while not self.is_ready():
            if self.has_died or time.monotonic() > until:
                raise CannotGoOn(
                    f"{self.name} did not start. The end of {self.log}:\n\n"
                    f"{last_lines(self.log, self.log_begins)}"
                )
            time.sleep(0.02)

    def has_said(self, words: bytes) -> bool:
        """Whether WORDS stand in the log since it was started."""
        with self.log.open("rb") as log:
            log.seek(self.log_begins)
            return words in log.read()

    def rests(self) -> bool:
        """Whether it was started so lately that starting it again should wait."""
        return time.monotonic() - self.started[-1] < REST_SECONDS

    def may_start_again(self) -> bool:
        """False when it has died too often to go on trying."""
        recent = [at for at in self.started if time.monotonic() - at < AGAIN_SECONDS]
        return len(recent) < AGAIN

    def send(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)

    def end_what_is_left(self) -> None:
        """End whatever its session still holds. Safe when there is nothing."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def stop(children: Sequence[Child]) -> None:
    """Stop CHILDREN together and wait until each has ended, at the latest by force."""
    running = [child for child in children if child.process is not None]
    asked: dict[str, int] = dict.fromkeys((child.name for child in running), 0)
    due = dict.fromkeys(asked, 0.0)
    while running:
        for child in running:
            if time.monotonic() < due[child.name] or child.has_died:
                continue
            signals = [*child.stops, (signal.SIGKILL, 60)]
            number, patience = signals[min(asked[child.name], len(child.stops))]
            child.send(number)
            asked[child.name] += 1
            due[child.name] = time.monotonic() + patience
        for child in [each for each in running if each.has_died]:
            child.end_what_is_left()
            child.process = None
            running.remove(child)
        time.sleep(0.02)


def dies_with_us(number: signal.Signals, never_as_root: bool) -> Callable[[], None]:
    """What a new process does first: it asks to be sent NUMBER when we are gone.

    Linux only. Elsewhere the keeper that starts them notices that its client is gone.
    """
    ours = os.getpid()
    leave = never_as_root and os.geteuid() == 0

    def before_the_command() -> None:
        # A shell lets what it starts with & ignore this one; we are asked by it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if leave:
            leave_root()  # forgets the request below, so it comes first
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
            if os.getppid() != ours:  # we had died before it was asked
                os._exit(1)

    return before_the_command


def leave_root() -> None:
    """Become nobody inside, and stay ourselves outside: no user added, no file moved.

    A user namespace of its own. Raises OSError where the machine forbids that.
    """
    user, group = os.geteuid(), os.getegid()  # as they are outside
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def can_leave_root() -> bool:
    """Whether this machine lets a root process step out of root. Tried in a child."""
    child = os.fork()
    if child == 0:
        try:
            leave_root()
        except (OSError, AttributeError):  # forbidden; not Linux
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def hold(lock: Path, seconds: float) -> int:
    """A file descriptor that holds LOCK. Raises TimeoutError while another does."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(descriptor)
                raise TimeoutError(lock) from None
            time.sleep(0.05)
        else:
            return descriptor
