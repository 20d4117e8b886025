"""The zones and the questions, made by chance but the same every time.

Names have a fixed width, so that the questions of a file have one length: the generator then sends
several with one system call.
"""

import os
import random
import subprocess

SEED = 20261121
QUESTIONS = 200_000
NAMES = 100_000
MILLION = 1_000_000
ZONES = 1000
NAMES_OF_EACH = 100
SMALL_ZONES = 10_000
NAMES_OF_SMALL = 10
NAMES_ASKED_ONCE = 400_000
NAMES_OF_CHAIN = 1000
APEX = (
    "$ORIGIN {origin}.\n$TTL 3600\n"
    "@ IN SOA ns1 hostmaster 2026010101 3600 600 604800 300\n"
    "@ IN NS ns1\n@ IN NS ns2\nns1 IN A 192.0.2.1\nns2 IN A 192.0.2.2\n")
APEX_RECORDS = 5
SMALL = (
    '@ IN A 192.0.2.10\n@ IN MX 10 mail\n@ IN TXT "v=spf1 -all"\nwww IN A 192.0.2.11\n'
    "www IN AAAA 2001:db8::11\nmail IN A 192.0.2.12\nftp IN CNAME www\n")
PROBES = {"small": "www.small.example", "big": "ns1.big.example", "signed": "ns1.big.example",
          "million": "ns1.million.example", "ten-million": "ns1.million.example",
          "many": f"ns1.z{ZONES - 1:03d}.example",
          "online": "ns1.once.example",
          "tens": f"ns1.t{SMALL_ZONES - 1:04d}.example"}


class Zones:
    """Makes what is asked for in a directory, once."""

    def __init__(self, directory):
        self.directory = directory
        os.makedirs(directory, exist_ok=True)

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def of(self, zone_set):
        """The zones of a set: pairs of origin, without the last dot, and file."""
        if zone_set == "many":
            self._once("many.questions", self._many)
            return [(f"z{i:03d}.example", self.path("many", f"z{i:03d}.zone"))
                    for i in range(ZONES)]
        if zone_set == "tens":
            self._once("tens.questions", self._tens)
            return [(f"t{i:04d}.example", self.path("tens", f"t{i:04d}.zone"))
                    for i in range(SMALL_ZONES)]
        if zone_set == "online":
            self._once("chain.zone", self._online)
            return [(f"{name}.example", self.path(f"{name}.zone")) for name in ("once", "chain")]
        make = {"small": self._small, "big": self._big, "signed": self._signed,
                "million": lambda: self._million("million", MILLION),
                "ten-million": lambda: self._million("ten-million", 10 * MILLION)}[zone_set]
        self._once(f"{zone_set}.zone", make)
        origin = {"signed": "big", "ten-million": "million"}.get(zone_set, zone_set)
        return [(f"{origin}.example", self.path(f"{zone_set}.zone"))]

    def _once(self, name, make):
        """Makes what ends with the file of this name, unless it is there."""
        if not os.path.exists(self.path(name)):
            make()

    def _write(self, name, lines):
        with open(self.path(name + ".new"), "w", encoding="ascii") as f:
            f.writelines(lines)
        os.rename(self.path(name + ".new"), self.path(name))

    def _small(self):
        self._write("hot.questions", ["www.small.example A\n"])
        self._write("small.zone", [APEX.format(origin="small.example"), SMALL])

    def _big(self):
        chance = random.Random(SEED)
        names = [f"h{x:07x}" for x in sorted(chance.sample(range(1 << 28), NAMES))]
        existing = [f"{chance.choice(names)}.big.example A\n" for _ in range(QUESTIONS)]
        missing = [f"x{chance.randrange(1 << 28):07x}.big.example A\n" for _ in range(QUESTIONS)]
        self._write("existing.questions", existing)
        self._write("missing.questions", missing)
        self._write("half.questions",
                    [chance.choice(pair) for pair in zip(existing, missing)])
        self._write("big.zone", [APEX.format(origin="big.example")]
                    + [f"{name} A {address(i)}\n" for i, name in enumerate(names)])

    def _signed(self):
        """Signs the big zone with dnssec-signzone: algorithm 13, NSEC3 without salt, RFC 9276."""
        self.of("big")
        keys = []
        for flags in ([], ["-f", "KSK"]):
            made = subprocess.run(
                ["dnssec-keygen", "-q", "-a", "13", *flags, "-K", self.directory, "big.example"],
                stdout=subprocess.PIPE, text=True, check=True)
            keys.append(made.stdout.strip())
        subprocess.run(
            ["dnssec-signzone", "-q", "-P", "-S", "-3", "-", "-H", "0", "-e", "now+31536000",
             "-K", self.directory, "-o", "big.example", "-f", self.path("signed.new"),
             self.path("big.zone")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=self.directory)
        os.rename(self.path("signed.new"), self.path("signed.zone"))

    def _many(self):
        chance = random.Random(SEED)
        os.makedirs(self.path("many"), exist_ok=True)
        owners = []
        for z in range(ZONES):
            names = [f"h{chance.randrange(1 << 28):07x}" for _ in range(NAMES_OF_EACH)]
            owners += [f"{name}.z{z:03d}.example" for name in names]
            self._write(os.path.join("many", f"z{z:03d}.zone"),
                        [APEX.format(origin=f"z{z:03d}.example")]
                        + [f"{name} A {address(z * NAMES_OF_EACH + i)}\n"
                           for i, name in enumerate(names)])
        self._write("many.questions", [f"{chance.choice(owners)} A\n" for _ in range(QUESTIONS)])

    def _tens(self):
        chance = random.Random(SEED)
        os.makedirs(self.path("tens"), exist_ok=True)
        existing, missing = [], []
        for z in range(SMALL_ZONES):
            names = [f"h{chance.randrange(1 << 28):07x}" for _ in range(NAMES_OF_SMALL)]
            existing += [f"{name}.t{z:04d}.example A\n" for name in names]
            missing += [f"x{chance.randrange(1 << 28):07x}.t{z:04d}.example A\n"]
            self._write(os.path.join("tens", f"t{z:04d}.zone"),
                        [APEX.format(origin=f"t{z:04d}.example")]
                        + [f"{name} A {address(z * NAMES_OF_SMALL + i)}\n"
                           for i, name in enumerate(names)])
        half = [chance.choice((existing, missing)) for _ in range(QUESTIONS)]
        self._write("tens-half.questions", [chance.choice(lines) for lines in half])
        self._write("tens.questions", [chance.choice(existing) for _ in range(QUESTIONS)])

    def _online(self):
        """For signing online: a zone of names that are each asked once, and one of a short chain."""
        for name, size in (("once", NAMES_ASKED_ONCE), ("chain", NAMES_OF_CHAIN)):
            self._write(f"{name}.zone", [APEX.format(origin=f"{name}.example")]
                        + [f"{label(i)} A {address(i)}\n" for i in range(size)])

    def _million(self, name, records):
        owners = [label(20 * i + 8) for i in range(min(50_000, records // 40))]
        chance = random.Random(SEED)
        self._write(f"{name}.questions",
                    [f"{chance.choice(owners)}.million.example A\n" for _ in range(QUESTIONS)])
        self._write(f"{name}.zone", mixed(records))


def address(i):
    return f"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}"


def label(i):
    return f"h{i * 2654435761 % (1 << 28):07x}"


def mixed(records):
    """The lines of a zone of so many records of the types that zones mostly have."""
    yield APEX.format(origin="million.example")
    count = APEX_RECORDS
    i = 0
    while count < records:
        for line in owner_lines(i)[:records - count]:
            yield line
            count += 1
        i += 1


def owner_lines(i):
    """The records of the i-th owner: an address mostly, with something else at every other."""
    name = label(i)
    a = f"{name} A {address(i)}\n"
    match i % 20:
        case 1 | 5 | 9:
            return [a, f"{name} AAAA 2001:db8:{i >> 16:x}:{i & 0xffff:x}::{i & 255:x}\n"]
        case 2:
            return [a, f"{name} MX 10 mail{i % 50}\n", f"{name} MX 20 mail{i % 50}.example.net.\n"]
        case 3:
            return [a, f'{name} TXT "v=spf1 ip4:{address(i)}/32 -all" "id={i}"\n']
        case 4:
            return [f"{name} CNAME {label(i - 4)}\n"]
        case 6:
            return [f"{name} NS ns1.{name}\n", f"{name} NS ns2.example.net.\n",
                    f"ns1.{name} A {address(i)}\n"]
        case 7:
            return [a, f"_sip._tcp.{name} SRV 0 5 5060 {name}\n"]
        case _:
            return [a]
