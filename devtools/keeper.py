"""The one process that starts PostgreSQL, Valkey and the platform, and stops them.

It lives as long as somebody holds a connection to it: `./dev up`, any number of
`./dev manage`, one `./dev test`. The kernel closes a connection however its process
ends, so a killed `./dev` leaves nothing behind. Requests and answers are lines of JSON.
"""

import argparse
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from devtools import apps, embedded, places
from devtools.children import Child, hold, stop
from devtools.embedded import Ground
from devtools.steps import CannotGoOn, last_lines

SOCKET = "keeper.sock"
WAIT_FOR_THE_LAST = 40.0  # seconds for the processes of a killed keeper to end
LOOK_AFTER = 0.2  # seconds between looks at the children
Message = dict[str, Any]


class Keeper:
    """Who is connected, what runs for them, and who asked for the platform itself."""

    def __init__(self, ground: Ground, lock: int, wanted: list[str]) -> None:
        self.ground = ground
        starts = {"postgres": embedded.postgres, "valkey": embedded.valkey}
        self.parts = [starts[name](ground, keeps_open=(lock,)) for name in wanted]
        self.apps: list[Child] = []
        self.address = ""
        self.upper: socket.socket | None = None  # the client that asked for the apps
        self.clients: set[socket.socket] = set()
        self.is_ending = False

    def serve(self, door: socket.socket) -> None:
        """Start the parts, answer until the last client has gone, stop everything."""
        with selectors.DefaultSelector() as selector:
            selector.register(door, selectors.EVENT_READ)
            try:
                start(self.parts)
                while not self.is_ending:
                    for key, _ in selector.select(LOOK_AFTER):
                        self.hear(key.fileobj, door, selector)
                    self.look_after(self.parts)
                    self.look_after(self.apps)
            except CannotGoOn as reason:
                self.tell_everybody(door, {"failed": str(reason)})
            finally:
                stop(self.apps)
                stop(self.parts)

    def hear(self, line: Any, door: socket.socket, selector: Any) -> None:
        if line is door:
            client, _ = door.accept()
            self.clients.add(client)
            selector.register(client, selectors.EVENT_READ)
            return
        request = receive(line)
        if request is None:
            selector.unregister(line)
            self.let_go(line)
        else:
            self.answer(line, request)

    def let_go(self, client: socket.socket) -> None:
        """CLIENT has gone. Whoever is last takes everything along.

        The last connection is closed by our own end, so that a client that waits for
        it to close knows that nothing runs any more.
        """
        if client is self.upper:
            self.end_apps()
        if len(self.clients) == 1:
            self.is_ending = True
        else:
            self.clients.remove(client)
            send(client, {"stays": True})
            client.close()

    def answer(self, client: socket.socket, request: Message) -> None:
        """Do what CLIENT asks and say so; a failure is an answer too."""
        try:
            send(client, self.asked(client, request))
        except CannotGoOn as reason:
            self.end_apps()
            send(client, {"failed": str(reason)})

    def asked(self, client: socket.socket, request: Message) -> Message:
        match request:
            case {"ask": "parts"}:
                return {"ready": True, "address": self.address}
            case {"ask": "apps"} if self.upper:
                return {"already": self.address}
            case {"ask": "apps", "environment": environment, "port": first}:
                self.upper = client
                port = apps.free_port(first)
                self.apps = apps.apps(environment, port, self.ground)
                start(self.apps)
                self.address = f"http://localhost:{port}/"
                return {"ready": True, "address": self.address}
            case {"ask": "down"}:
                was_up = self.upper is not None
                if self.upper:
                    send(self.upper, {"ended": "It was stopped by ./dev down."})
                self.end_apps()
                return {"was_up": was_up}
        return {"failed": f"The keeper does not know {request.get('ask')!r}."}

    def end_apps(self) -> None:
        stop(self.apps)
        self.apps, self.upper, self.address = [], None, ""

    def look_after(self, children: list[Child]) -> None:
        """Start again what has died; tell `./dev up`. Too often, and all of it ends."""
        for child in [each for each in children if each.has_died]:
            child.end_what_is_left()
            if child.rests():
                continue
            note(f"{child.name} had ended by itself ({child.exit_code})")
            if not child.may_start_again():
                raise CannotGoOn(
                    f"{child.name} ends again and again. The end of {child.log}:\n\n"
                    f"{last_lines(child.log)}"
                )
            child.start()
            if self.upper:
                send(self.upper, {"restarted": child.name})

    def tell_everybody(self, door: socket.socket, message: Message) -> None:
        """Also those who have knocked and have not been let in."""
        door.setblocking(False)
        while True:
            try:
                self.clients.add(door.accept()[0])
            except BlockingIOError:
                break
        for client in self.clients:
            send(client, message)


def start(children: list[Child]) -> None:
    """Start CHILDREN together and wait until each is ready, or raise CannotGoOn."""
    for child in children:
        child.start()
    for child in children:
        child.wait_until_ready()


def send(line: socket.socket, message: Message) -> None:
    """Say MESSAGE, unless the other end has just gone; its closing is heard next."""
    try:
        line.sendall(json.dumps(message).encode() + b"\n")
    except (BrokenPipeError, ConnectionResetError):
        note("a client left before it was answered")


def receive(line: socket.socket) -> Message | None:
    """The next message, or None when the other end has closed."""
    text = b""
    while not text.endswith(b"\n"):
        try:
            more = line.recv(65536)
        except ConnectionResetError:
            return None
        if not more:
            return None
        text += more
    return json.loads(text)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sockets", type=Path, required=True)
    parser.add_argument("--want", nargs="*", default=[])
    parser.add_argument("--hasty", action="store_true", help="do not wait for the disk")
    parser.add_argument("--throw-away", action="store_true", help="delete the folders")
    asked = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    # Held by PostgreSQL and Valkey too: free only when they have really ended.
    lock = hold(places.made(asked.folder) / "keeper.lock", WAIT_FOR_THE_LAST)
    places.made(asked.sockets)
    address = asked.sockets / SOCKET
    address.unlink(missing_ok=True)
    ground = Ground(asked.folder, asked.sockets, is_durable=not asked.hasty)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(address))
        door.listen(64)
        try:
            Keeper(ground, lock, asked.want).serve(door)
        except CannotGoOn as reason:  # before there was a keeper to say so
            refuse(door, str(reason))
        finally:
            address.unlink(missing_ok=True)
            if asked.throw_away:
                shutil.rmtree(asked.folder, ignore_errors=True)
                shutil.rmtree(asked.sockets, ignore_errors=True)


def refuse(door: socket.socket, reason: str) -> None:
    """Give the one who started us the REASON why nothing can be kept."""
    door.settimeout(5)
    client, _ = door.accept()
    send(client, {"failed": reason})


if __name__ == "__main__":
    try:
        main()
    except Exception:
        traceback.print_exc()
        os._exit(1)
