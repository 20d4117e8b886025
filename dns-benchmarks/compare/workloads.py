"""What is asked of the servers."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Workload:
    """Questions of a file against a set of zones."""

    name: str
    what: str
    zone_set: str
    questions: str
    dnssec: bool = False
    connections: int = 0  # 0: UDP
    outstanding: int = 128  # in all
    goals: tuple = ()  # ours / Knot, NSD, BIND, PowerDNS, C

    @property
    def tcp(self):
        return self.connections > 0


GOALS_FOR = ("Knot", "NSD", "BIND", "PowerDNS", "C")
WORKLOADS = {w.name: w for w in (
    Workload("hot", "one name of a small zone", "small", "hot",
             goals=(0.95, 0.85, 0.60, 0.70, 1.10)),
    Workload("rand", "100,000 names of one zone", "big", "existing",
             goals=(0.80, 0.70, 0.60, 0.65, 1.30)),
    Workload("nx50", "the same, half of it missing names, each asked once", "big", "half",
             goals=(0.85, 0.75, 0.55, 0.35, 1.25)),
    Workload("many", "1,000 zones of 100 names", "many", "many",
             goals=(0.75, 0.70, 0.50, 0.60, 1.30)),
    Workload("dopos", "a zone signed with NSEC3, DO, existing names", "signed", "existing",
             dnssec=True, goals=(0.80, 0.70, 0.60, 0.60, 1.45)),
    Workload("donx", "the same, missing names, each asked once", "signed", "missing",
             dnssec=True, goals=(0.75, 0.60, 0.30, 0.10, 1.60)),
    Workload("tcp8", "TCP, 8 connections with 25 questions under way each", "big", "existing",
             connections=8, outstanding=200, goals=(0.50, 0.40, 0.50, 0.80, 2.0)),
    Workload("tcp20", "TCP, 20 connections with one question at a time", "big", "existing",
             connections=20, outstanding=20, goals=(0.75, 0.60, 0.60, 0.50, 1.4)),
)}
MEASURES = {
    "load": "a zone of a million records: start to first answer, memory",
    "start": "a small zone: start to first answer, memory when idle",
    "ten-million": "a zone of ten million records, our server only, a heap of 3 GiB",
}
