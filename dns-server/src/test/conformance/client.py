"""Asks many questions of a server quickly: plain sockets, many questions outstanding."""

import concurrent.futures
import select
import socket
import struct
import time

from servers import ADDRESS

WINDOW = 64
TIMEOUT = 1.5
TRIES = 3


def ask_udp(port, wires, tries=TRIES, timeout=TIMEOUT, window=WINDOW):
    """Sends each message of wires (its ID is replaced), returns as many answers, None where none came."""
    answers = [None] * len(wires)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        s.connect((ADDRESS, port))
        s.setblocking(False)
        todo = list(range(len(wires)))
        ident = 0
        for attempt in range(tries):
            waiting = {}
            missed = []
            at = 0
            while at < len(todo) or waiting:
                while at < len(todo) and len(waiting) < window:
                    ident = (ident + 1) & 0xFFFF
                    while ident in waiting:
                        ident = (ident + 1) & 0xFFFF
                    i = todo[at]
                    at += 1
                    try:
                        s.send(struct.pack(">H", ident) + wires[i][2:])
                    except ConnectionRefusedError:
                        pass
                    waiting[ident] = (i, time.monotonic() + timeout)
                ready, _, _ = select.select([s], [], [], 0.05)
                if ready:
                    try:
                        while True:
                            answer = s.recv(65535)
                            if len(answer) >= 2:
                                got = waiting.pop(struct.unpack(">H", answer[:2])[0], None)
                                if got is not None:
                                    answers[got[0]] = answer
                    except (BlockingIOError, ConnectionRefusedError):
                        pass
                now = time.monotonic()
                if not ready or len(waiting) >= window:
                    for k in [k for k, (_, end) in waiting.items() if end < now]:
                        missed.append(waiting.pop(k)[0])
            todo = missed
            if not todo:
                break
    return answers


def read_exactly(s, n):
    data = b""
    while len(data) < n:
        more = s.recv(n - len(data))
        if not more:
            raise ConnectionError("closed")
        data += more
    return data


def ask_tcp_one(port, wire, timeout=TIMEOUT):
    """One question over a connection of its own."""
    try:
        with socket.create_connection((ADDRESS, port), timeout) as s:
            s.sendall(struct.pack(">H", len(wire)) + wire)
            length, = struct.unpack(">H", read_exactly(s, 2))
            return read_exactly(s, length)
    except (OSError, ConnectionError):
        return None


def ask_tcp(port, wires, window=16, timeout=TIMEOUT):
    """All questions over few connections, several in flight; what gets no answer is asked again alone."""
    answers = [None] * len(wires)
    at = 0
    while at < len(wires):
        batch = range(at, min(at + 200, len(wires)))
        at = batch.stop
        try:
            with socket.create_connection((ADDRESS, port), timeout) as s:
                waiting = {}
                sent = batch.start
                while sent < batch.stop or waiting:
                    while sent < batch.stop and len(waiting) < window:
                        ident = sent & 0xFFFF
                        s.sendall(struct.pack(">HH", len(wires[sent]), ident) + wires[sent][2:])
                        waiting[ident] = sent
                        sent += 1
                    length, = struct.unpack(">H", read_exactly(s, 2))
                    answer = read_exactly(s, length)
                    i = waiting.pop(struct.unpack(">H", answer[:2])[0], None)
                    if i is not None:
                        answers[i] = answer
        except (OSError, ConnectionError):
            pass
        for i in batch:
            if answers[i] is None:
                answers[i] = ask_tcp_one(port, wires[i], timeout)
    return answers


def ask_tcp_alone(port, wires, timeout=TIMEOUT, parallel=32):
    """Each question over a connection of its own, many connections at once."""
    with concurrent.futures.ThreadPoolExecutor(parallel) as pool:
        return list(pool.map(lambda w: ask_tcp_one(port, w, timeout), wires))
