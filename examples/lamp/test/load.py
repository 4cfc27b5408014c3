#!/usr/bin/env python3
"""Visitors of the Lamp application who send requests without a pause and never repeat one.

    load.py URL [--seconds N] [--fresh N] [--kept N] [--slow N]

Kinds of visitors: fresh (a connection for each request), kept (keeps its connection as long as the server does not
announce its end), slow (asks for work of 3 s; every second one keeps its connection). Each sends GET and POST in turn.

Anything but a complete page with status 200 is a failure: an error status, a reset, a connection that is refused or
closed without an answer. At the end the database is asked whether every POST has made exactly one row.

Ends after --seconds, or when it gets SIGTERM or SIGINT. Prints what happened as JSON; exit code 1 when anything failed.
"""

import argparse
import collections
import http.client
import json
import re
import signal
import sys
import threading
import time
import urllib.parse
import uuid

TIMEOUT = 30  # seconds: a request without an answer by then has failed
SLOW = 3000  # milliseconds


class Load:
    def __init__(self, url, fresh=2, kept=4, slow=4, pause=0.0):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname, parts.port or 80
        self.pause = pause
        self.run = uuid.uuid4().hex[:12]
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.requests = collections.Counter()
        self.answered_by = collections.Counter()
        self.failures = []
        self.posts = 0
        self.on_kept_connections = 0
        self.slowest = 0.0
        kinds = [("fresh", False, 0)] * fresh + [("kept", True, 0)] * kept
        kinds += [("slow", n % 2 == 1, SLOW) for n in range(slow)]
        self._threads = [
            threading.Thread(target=self._visit, args=(f"{kind}-{n}", kind, keep, delay), daemon=True)
            for n, (kind, keep, delay) in enumerate(kinds)
        ]

    def start(self):
        self.began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def total(self):
        with self._lock:
            return sum(self.requests.values())

    def count_by_instance(self):
        with self._lock:
            return dict(self.answered_by)

    def stop(self):
        """Lets every visitor finish the request it has sent, and returns what happened."""
        self._stop.set()
        for thread in self._threads:
            thread.join(TIMEOUT + 5)
        seconds = time.monotonic() - self.began
        result = {
            "seconds": round(seconds, 1),
            "requests": self.total(),
            "by_kind": dict(self.requests),
            "on_kept_connections": self.on_kept_connections,
            "slowest_seconds": round(self.slowest, 2),
            "answered_by": dict(sorted(self.answered_by.items())),
            "failures": self.failures,
            "posts": self.posts,
        }
        try:
            _, page = self._request(self._connection(), "GET", f"/?run={self.run}", None)
            result["rows"] = int(re.search(r'id="rows">(\d+)<', page).group(1))
            result["different_rows"] = int(re.search(r'id="different">(\d+)<', page).group(1))
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as e:
            self.failures.append({"what": f"counting the rows: {e!r}"})
        if not self.failures and not self.posts == result["rows"] == result["different_rows"]:
            self.failures.append({"what": "not exactly one row for each POST"})
        return result

    def _connection(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT)

    def _request(self, connection, method, path, note):
        body = urllib.parse.urlencode({"note": note}) if note else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        page = response.read().decode()
        instance = response.getheader("X-Answered-By") or "nobody"
        if response.status != 200 or f"Answered by {instance}<" not in page or "</html>" not in page:
            raise ValueError(f"status {response.status} by {instance}: {page[:300]!r}")
        return instance, page

    def _visit(self, name, kind, keep, delay):
        connection, used, n = None, 0, 0
        path = f"/?delay={delay}" if delay else "/"
        while not self._stop.is_set():
            n += 1
            method = "POST" if n % 2 else "GET"
            note = f"{self.run}-{name}-{n}" if method == "POST" else None
            if connection is None:
                connection, used = self._connection(), 0
            began = time.monotonic()
            failure = instance = None
            try:
                instance, _ = self._request(connection, method, path, note)
            except (OSError, http.client.HTTPException, ValueError) as e:
                failure = {
                    "what": repr(e), "who": name, "method": method, "used_before": used,
                    "began_at": round(began - self.began, 2), "took": round(time.monotonic() - began, 2),
                }
            with self._lock:
                self.requests[f"{kind} {method}"] += 1
                self.slowest = max(self.slowest, time.monotonic() - began)
                if failure:
                    self.failures.append(failure)
                else:
                    self.answered_by[instance] += 1
                    self.posts += method == "POST"
                    self.on_kept_connections += used > 0
            used += 1
            # http.client has closed it when the answer announced the end: connection.sock is None then.
            if failure or not keep or connection.sock is None:
                connection.close()
                connection = None
            if failure:
                time.sleep(0.1)
            elif self.pause:
                time.sleep(self.pause)
        if connection:
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--fresh", type=int, default=2)
    parser.add_argument("--kept", type=int, default=4)
    parser.add_argument("--slow", type=int, default=4)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between an answer and the next request")
    options = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    load = Load(options.url, options.fresh, options.kept, options.slow, options.pause).start()
    ended.wait(min(options.seconds, threading.TIMEOUT_MAX))
    result = load.stop()
    print(json.dumps(result, indent=2))
    return 1 if result["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
