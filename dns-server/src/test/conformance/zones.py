"""The zones that are served, and a plain reading of their content for making questions."""

import glob
import gzip
import os
import random
import subprocess

import dns.name
import dns.rdatatype

from servers import ZoneFile, ZoneSet, not_for

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT_ZONE = os.path.join(HERE, "..", "data", "root-zone", "2018031000.zone.gz")


def zone_sets(workdir):
    """Writes the zones that are not kept as they are into workdir; returns all sets."""
    made = os.path.join(workdir, "zones")
    os.makedirs(made, exist_ok=True)
    corners = [ZoneFile(os.path.basename(p)[:-len(".zone")], p, not_for(p), "nsec" in p)
               for p in sorted(glob.glob(os.path.join(HERE, "zones", "*.zone")))]
    big = write_big(os.path.join(made, "big.example.zone"))
    bare_root, root = write_root(made)
    by_origin = {z.origin: z for z in corners}
    wide = [big] + [by_origin[o] for o in ("cut.example", "additional.example", "nsec.example")]
    return [
        ZoneSet("corners", corners + [big]),
        ZoneSet("root", [root]),
        ZoneSet("bareroot", [bare_root]),
        ZoneSet("wide", wide, udp_limit=4096, any_to_tcp=True),
    ]


def write_root(workdir):
    """The root zone without the SOA record that closes the transfer, as it is and signed anew.

    The collection it is from leaves out the RRSIG records, so the zone as it is counts as unsigned; for the answers
    with DO it is signed with keys that are thrown away, its NSEC records made again by the signer.
    """
    with gzip.open(ROOT_ZONE, "rt", encoding="ascii") as f:
        lines = f.readlines()
    if lines[-1] != lines[0]:
        raise ValueError("the root zone does not end with its SOA record")
    bare = os.path.join(workdir, "root-bare.zone")
    with open(bare, "w", encoding="ascii") as f:
        f.writelines(lines[:-1])
    unsigned = os.path.join(workdir, "root-unsigned.zone")
    keys = [subprocess.run(["dnssec-keygen", "-q", "-K", workdir, "-a", "ECDSAP256SHA256", *flag, "."], check=True,
                           stdout=subprocess.PIPE, text=True).stdout.strip() for flag in (["-f", "KSK"], [])]
    with open(unsigned, "w", encoding="ascii") as f:
        f.writelines(line for line in lines[:-1] if line.split()[3] not in ("NSEC", "DNSKEY"))
        for key in keys:
            with open(os.path.join(workdir, key + ".key"), encoding="ascii") as k:
                f.writelines(line for line in k if not line.startswith(";"))
    signed = os.path.join(workdir, "root.zone")
    subprocess.run(["dnssec-signzone", "-P", "-q", "-K", workdir, "-o", ".", "-O", "full", "-f", signed, unsigned, *keys],
                   check=True, cwd=workdir, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ZoneFile("", bare), ZoneFile("", signed, signed=True)


def write_big(path):
    """RRsets of chosen sizes around each limit: 512, 1232, 4096 and 65535 octets."""
    rng = random.Random(4711)
    text = ["$ORIGIN big.example.", "$TTL 3600",
            "@ SOA ns1 hostmaster 1 7200 900 1209600 300", "@ NS ns1", "ns1 A 192.0.2.53"]

    def txt(owner, octets):
        """One TXT record whose RDATA has the given number of octets."""
        strings = []
        while octets > 0:
            n = min(octets, 256) - 1
            strings.append('"' + "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(n)) + '"')
            octets -= n + 1
        text.append(f"{owner} TXT " + " ".join(strings))

    # header 12, question 8+15, answer RR 12: an answer of N octets holds RDATA of N less this
    for limit in (512, 1232, 4096):
        for over in (-60, -24, -12, -11, -10, -2, -1, 0, 1, 2, 10, 11, 12, 24, 60):
            owner = f"t{limit}{'p' if over >= 0 else 'm'}{abs(over):02d}"
            size = 12 + len(owner) + 1 + 13 + 4 + 12
            txt(owner, limit + over - size)
    for size in (2000, 8000, 16000, 32000, 60000, 65000):
        txt(f"one{size}", size)
    for count in (10, 30, 31, 32, 70, 100, 300, 1000, 2000, 4000, 4090):
        for i in range(count):
            text.append(f"a{count} A 10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}")
    for count in (5, 10, 20, 40, 100, 1000):
        for i in range(count):
            text.append(f"mx{count} MX {i} m{i}.hosts")
            text.append(f"srv{count} SRV 0 0 {i} m{i}.hosts")
    for i in range(100):
        text.append(f"m{i}.hosts A 192.0.2.{i}")
        text.append(f"m{i}.hosts AAAA 2001:db8::{i:x}")
    for owner in ("several", "*.wild"):
        for _ in range(3):
            txt(owner, 300)
        for i in range(40):
            text.append(f"{owner} A 10.1.0.{i}")
        for i in range(40):
            text.append(f"{owner} AAAA 2001:db8:1::{i:x}")
    text.append("alias CNAME a100")
    text.append("alias10 CNAME a10")
    text.append("alias30 CNAME a30")
    text.append("aliasmx CNAME mx20")
    text.append("d DNAME hosts")
    for i in range(13):
        text.append(f"ref NS ns{i}.with-a-rather-long-label-for-size.ref")
        text.append(f"ns{i}.with-a-rather-long-label-for-size.ref A 192.0.2.{i}")
        text.append(f"ns{i}.with-a-rather-long-label-for-size.ref AAAA 2001:db8::{i:x}")
        text.append(f"refout NS ns{i}.a-rather-long-label-number-{i}-for-size.elsewhere.test.")
    for i in range(60):
        text.append(f"refhuge NS ns{i}.a-rather-long-label-number-{i}-for-size.elsewhere.test.")
    with open(path, "w", encoding="ascii") as f:
        f.write("\n".join(text) + "\n")
    return ZoneFile("big.example", path)


class Content:
    """Names and types of a zone, and where each name lies: just enough to choose questions."""

    def __init__(self, zone_file):
        self.file = zone_file
        self.origin = dns.name.from_text(zone_file.dotted)
        self.types = {}
        self.targets = {}
        origin = self.origin
        with open(zone_file.path, encoding="latin-1") as f:
            for line in f:
                words = line.split()
                if not words or line[0] in ";":
                    continue
                if words[0] == "$ORIGIN":
                    origin = dns.name.from_text(words[1])
                elif words[0][0] != "$":
                    self.read_record(words, origin)
        denial = {dns.rdatatype.NSEC3, dns.rdatatype.RRSIG}
        self.types = {n: t for n, t in self.types.items() if not t <= denial}
        self.cuts = {n for n, t in self.types.items() if dns.rdatatype.NS in t and n != self.origin}
        self.ents = set()
        for name in self.types:
            parent = name
            while parent != self.origin:
                parent = parent.parent()
                if parent not in self.types:
                    self.ents.add(parent)

    def read_record(self, words, origin):
        """One record on one line, the owner always given: all that these zones need."""
        def absolute(text):
            return origin if text == "@" else dns.name.from_text(text, origin)

        name = absolute(words[0])
        rest = [w for w in words[1:3] if not w.isdigit() and w != "IN"] + words[3:]
        rdtype = dns.rdatatype.from_text(rest[0])
        self.types.setdefault(name, set()).add(rdtype)
        if rdtype in (dns.rdatatype.DNAME, dns.rdatatype.CNAME):
            self.targets[name] = (rdtype, absolute(rest[1]))

    def names(self):
        return sorted(self.types) + sorted(self.ents)

    def situation(self, name):
        """What stands at a name of this zone, as the class a question is counted in."""
        walk = name
        path = []
        while True:
            path.append(walk)
            if walk == self.origin:
                break
            walk = walk.parent()
        for n in reversed(path):
            if n in self.cuts:
                return "at-cut" if n == name else "below-cut"
            if n != name and dns.rdatatype.DNAME in self.types.get(n, ()):
                return "below-dname"
        if name in self.types:
            types = self.types[name]
            if dns.rdatatype.CNAME in types:
                return "cname"
            if name == self.origin:
                return "apex"
            return "dname-owner" if dns.rdatatype.DNAME in types else "exists"
        if name in self.ents:
            return "ent"
        encloser = next(n for n in path if n in self.types or n in self.ents)
        star = dns.name.Name((b"*",) + encloser.labels)
        if star in self.types:
            if dns.rdatatype.CNAME in self.types[star]:
                return "wildcard-cname"
            return "wildcard-odd" if self.types[star] & {dns.rdatatype.NS, dns.rdatatype.DNAME} else "wildcard"
        return "wildcard-ent" if star in self.ents else "missing"
