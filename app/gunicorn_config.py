"""How gunicorn serves the site. Address and number of processes come from the supervisor."""

from __future__ import annotations

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30  # on SIGTERM: requests that are under way are finished
keepalive = 5
max_requests = 5_000  # a process is renewed now and then, never two at once
max_requests_jitter = 500
preload_app = False  # each process opens its own connections, none before the fork
control_socket_disable = True  # it would be written outside var/
accesslog = None  # the application writes one line a request itself
loglevel = "warning"


def post_worker_init(_worker: object) -> None:
    """Logs as JSON lines, once per process."""
    from app.core import logs

    logs.configure()
