"""Compares our replies with a peer's: a fast answer that is wrong is none."""

import random
import socket

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype

SAMPLE = 400
ADDRESS = "127.0.0.1"


def differences(zones, workload, ours, peer, told=frozenset):
    """What differs in the answers to some of the workload's questions, one line each.

    told: makes of what a reply says what is compared.
    """
    found = []
    with open(zones.path(workload.questions + ".questions"), encoding="ascii") as f:
        lines = f.read().splitlines()
    chance = random.Random(workload.name)
    for line in chance.choices(lines, k=min(SAMPLE, 4 * len(lines))):
        name, rrtype = line.split()
        query = dns.message.make_query(name, rrtype, want_dnssec=workload.dnssec, payload=1232,
                                       use_edns=0 if workload.dnssec else False)
        query.flags = 0
        mine, theirs = (told(ask(query.to_wire(), running, workload.tcp)) for running in (ours, peer))
        if mine != theirs:
            found.append(f"{line}: ours {sorted(mine - theirs)}, {peer.name} "
                         f"{sorted(theirs - mine)}")
    return found


def ask(octets, running, tcp):
    """What the reply says, as lines, without that in which correct servers differ."""
    try:
        reply = dns.message.from_wire(exchange(octets, running.port, tcp))
    except (OSError, dns.exception.DNSException) as e:
        return {repr(e)}
    header = f"{dns.flags.to_text(reply.flags)} {dns.rcode.to_text(reply.rcode())}"
    return {header} | records("answer", reply.answer) | records("authority", reply.authority)


def exchange(octets, port, tcp):
    kind = socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, kind) as s:
        s.settimeout(2)
        s.connect((ADDRESS, port))
        if not tcp:
            s.send(octets)
            return s.recv(65535)
        s.sendall(len(octets).to_bytes(2, "big") + octets)
        with s.makefile("rb") as stream:
            return stream.read(int.from_bytes(stream.read(2), "big"))


def records(name, section):
    return {f"{name}: {str(rrset.name).lower()} {rrset.ttl} "
            f"{dns.rdatatype.to_text(rrset.rdtype)} {rdata}"
            for rrset in section for rdata in rrset}
