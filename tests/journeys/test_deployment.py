"""A first installation as docker-compose.yml makes it, without the containers.

The commands, the environment and the proxy's file are the deployment's own; only
addresses and ports are this machine's.
"""

import http.client
import http.server
import json
import os
import re
import shlex
import socket
import ssl
import subprocess
import sys
import threading
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.compose import FILLED_IN, TOP, environment_of, services
from tests.journeys.processes import kill
from tests.journeys.test_interruptions import wait_until

HOST = FILLED_IN["SITE_HOST"]
BINARIES = Path(sys.executable).parent


@pytest.fixture(scope="module")
def database():
    """An empty database of this journey's own, by its address."""
    address, name = os.environ["DATABASE_URL"], f"deployed_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
        yield re.sub(r"///\w+", f"///{name}", address)
        line.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def environment(database, tmp_path_factory):
    """What compose tells the web server, with the addresses of this machine."""
    folder = tmp_path_factory.mktemp("installation")
    role = environment_of("migrate")["APPLICATION_ROLE"]
    return {"PATH": f"{BINARIES}:{os.environ['PATH']}"} | environment_of("web") | {
        "DATABASE_URL": re.sub(r"\buser=\w+", f"user={role}", database),
        "PGPASSWORD": "",
        "REDIS_URL": os.environ["REDIS_URL"],
        "CACHE_URL": os.environ["CACHE_URL"],
        "FILES_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def site(environment, database, tmp_path_factory):
    """Files collected, tables made by their owner, web server and proxy up; their
    ports."""
    owner = environment | environment_of("migrate") | {
        name: environment[name] for name in ("REDIS_URL", "CACHE_URL")
    } | {"DATABASE_URL": database, "PGPASSWORD": ""}  # fmt: skip
    for command in (
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        services()["migrate"]["command"],
    ):
        subprocess.run(
            command, cwd=TOP, env=owner, check=True, stdout=subprocess.DEVNULL
        )
    port = free_port()
    words = shlex.split(services()["web"]["command"])
    words[words.index("--host") + 1] = "127.0.0.1"
    words[words.index("--port") + 1] = str(port)
    web = start(words, environment)
    try:
        with proxy_for(port, tmp_path_factory.mktemp("certificates")) as ports:
            wait_until(lambda: answers(port), "the web server")
            yield ports
    finally:
        kill(web)


@contextmanager
def proxy_for(web, folder):
    """The deployment's proxy in front of what listens at a port; its own ports."""
    certify(folder)
    ports = {name: free_port() for name in ("http", "https", "health")}
    command = ["caddy", "run", "--config", "deploy/Caddyfile", "--adapter", "caddyfile"]
    proxy = start(command, proxy_environment(web, ports, folder))
    try:
        wait_until(lambda: answers(ports["https"]), "the proxy")
        yield ports | {"authority": str(folder / "certificate.pem")}
    finally:
        kill(proxy)


def proxy_environment(web, ports, folder):
    return {"PATH": str(BINARIES), "HOME": str(folder)} | environment_of(
        "proxy", TLS="files", UPLOAD_MAX="1MiB"
    ) | {
        "CERTIFICATES": str(folder),
        "WEB": f"127.0.0.1:{web}",
        "HTTP_PORT": str(ports["http"]),
        "HTTPS_PORT": str(ports["https"]),
        "HEALTH_PORT": str(ports["health"]),
    }  # fmt: skip


def start(command, environment):
    return subprocess.Popen(
        command,
        cwd=TOP,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def answers(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def certify(folder):
    """A certificate for the site's name that only this test believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


class Visitor:
    """A browser's part: TLS to the site by its name, and cookies."""

    def __init__(self, site):
        context = ssl.create_default_context(cafile=site["authority"])
        self.line = http.client.HTTPConnection(HOST, site["https"], timeout=60)
        plain = socket.create_connection(("127.0.0.1", site["https"]))
        self.line.sock = context.wrap_socket(plain, server_hostname=HOST)
        self.cookies = {}

    def ask(self, method, path, body=None, **headers):
        headers |= {"Host": HOST, "Referer": f"https://{HOST}/"}
        headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        answer.text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer


@pytest.fixture
def visitor(site):
    seen = Visitor(site)
    yield seen
    seen.line.close()


def test_the_site_is_healthy_and_sends_plain_http_to_tls(site, visitor):
    assert visitor.ask("GET", "/healthy/").text == "ok"

    answer = ask_plainly(site["http"], "/gaps/")
    assert answer.status == 308
    assert answer.headers["Location"] == f"https://{HOST}/gaps/"


def test_sign_in_and_what_it_needs_come_safely(visitor):
    page = visitor.ask("GET", "/accounts/login/")

    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.headers["Server"] is None
    assert "Secure" in page.headers["Set-Cookie"]
    [style, *_] = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.text)
    sheet = visitor.ask("GET", style)
    assert sheet.status == 200
    assert "immutable" in sheet.headers["Cache-Control"]


class TellsWhatItHeard(http.server.BaseHTTPRequestHandler):
    """In the web server's place: its answer is the headings that reached it."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(
            json.dumps({k.lower(): v for k, v in self.headers.items()}).encode()
        )

    def log_message(self, *_):
        pass


def test_what_a_visitor_says_of_where_they_come_from_is_forgotten(tmp_path):
    invented = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "http",
        "X-Real-IP": "203.0.113.7",
        "Forwarded": "for=203.0.113.7",
    }
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), TellsWhatItHeard) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        with proxy_for(web.server_port, tmp_path) as ports:
            visitor = Visitor(ports)
            heard = json.loads(visitor.ask("GET", "/", **invented).text)
            visitor.line.close()
        web.shutdown()

    assert heard["x-forwarded-for"] == "127.0.0.1"
    assert heard["x-forwarded-proto"] == "https"
    assert heard["host"] == HOST
    assert not {"forwarded", "x-real-ip"} & {*heard}


def test_what_is_too_large_ends_at_the_proxy(visitor):
    # With a cookie, and as a form, so that Django reads what the proxy passes on and
    # does not answer before; one byte too much, so that nothing is left unread.
    visitor.ask("GET", "/accounts/login/")
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = visitor.ask("POST", "/accounts/login/", b"x" * (2**20 + 1), **form)

    assert answer.status == 413
    assert "too large" in answer.text


def test_the_proxys_own_health_is_asked_inside(site):
    assert ask_plainly(site["health"], "/", host="127.0.0.1").text == "ok"


def ask_plainly(port, path, host=HOST):
    """GET without TLS."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", path, headers={"Host": host})
    answer = line.getresponse()
    answer.text = answer.read().decode()
    line.close()
    return answer
