"""Makes the questions from the content of the zones: systematic ones first, then each in random dress."""

import random
import struct

import dns.name
import dns.rdatatype

from zones import Content

A, NS, CNAME, SOA, MX, TXT, AAAA, SRV, DNAME, DS = 1, 2, 5, 6, 15, 16, 28, 33, 39, 43
RRSIG, NSEC, DNSKEY, NSEC3, NSEC3PARAM, HTTPS, ANY = 46, 47, 48, 50, 51, 65, 255
OPT, TKEY, TSIG, IXFR, AXFR, MAILB, MAILA = 41, 249, 250, 251, 252, 253, 254
IN, CH, HS, NONE, ANY_CLASS = 1, 3, 4, 254, 255

RD, CD, AD, RA, AA, TC, Z, QR = 0x0100, 0x0010, 0x0020, 0x0080, 0x0400, 0x0200, 0x0040, 0x8000


class Question:
    """One message as it is sent, with the class it is counted in and a line that shows it."""

    __slots__ = ("zone_set", "zone", "label", "wire", "tcp", "silence", "text")

    def __init__(self, zone_set, zone, label, wire, tcp, silence, text):
        self.zone_set = zone_set
        self.zone = zone
        self.label = label
        self.wire = wire
        self.tcp = tcp
        self.silence = silence  # no answer may come: do not wait long
        self.text = text

    def line(self):
        """The question on one line, as the reports and the patterns of choices.txt have it."""
        return f"{self.zone_set}/{self.zone} {self.label}: {self.text}"


class Dress:
    """How a question is asked: flags, EDNS, case and transport."""

    __slots__ = ("flags", "edns", "do", "version", "options", "tcp", "mixed")

    def __init__(self, flags=0, edns=None, do=False, version=0, options=b"", tcp=False, mixed=False):
        self.flags = flags
        self.edns = edns
        self.do = do
        self.version = version
        self.options = options
        self.tcp = tcp
        self.mixed = mixed

    def __str__(self):
        words = []
        for bit, word in ((RD, "RD"), (CD, "CD"), (AD, "AD"), (RA, "RA"), (AA, "AA"), (TC, "TC"), (Z, "Z")):
            if self.flags & bit:
                words.append(word)
        if self.edns is not None:
            words.append(f"edns={self.edns}")
        if self.do:
            words.append("DO")
        if self.version:
            words.append(f"version={self.version}")
        if self.options:
            words.append(f"options={self.options.hex()}")
        words.append("tcp" if self.tcp else "udp")
        return " ".join(words)


PLAIN = Dress()


def opt(size, do=False, version=0, options=b""):
    return struct.pack(">BHHBBHH", 0, OPT, size, 0, version, 0x8000 if do else 0, len(options)) + options


def option(code, data):
    return struct.pack(">HH", code, len(data)) + data


def message(qname, qtype, qclass, dress, extra=b"", extra_count=0, qname_wire=None):
    wire = qname_wire if qname_wire is not None else qname.to_wire()
    additional = extra
    count = extra_count
    if dress.edns is not None:
        additional += opt(dress.edns, dress.do, dress.version, dress.options)
        count += 1
    return (struct.pack(">6H", 0, dress.flags, 1, 0, 0, count) + wire + struct.pack(">HH", qtype, qclass) + additional)


def mix_case(name, rng):
    return dns.name.Name([bytes(c ^ 0x20 if (65 <= c <= 90 or 97 <= c <= 122) and rng.random() < 0.5 else c
                                for c in label) for label in name.labels])


def type_text(qtype):
    return dns.rdatatype.to_text(qtype)


def child(name, *labels):
    try:
        return dns.name.Name(tuple(labels) + name.labels)
    except dns.exception.DNSException:
        return None


class Maker:
    def __init__(self, zone_sets, seed):
        self.rng = random.Random(seed)
        self.sets = {s.name: s for s in zone_sets}
        self.contents = {s.name: [Content(z) for z in s.zones] for s in zone_sets}
        self.questions = []

    def add(self, zone_set, zone, label, qname, qtype, dress=PLAIN, qclass=IN, silence=False):
        shown = mix_case(qname, self.rng) if dress.mixed else qname
        wire = message(shown, qtype, qclass, dress)
        text = f"{shown} {'' if qclass == IN else 'CLASS%d ' % qclass}{type_text(qtype)} {dress}"
        self.questions.append(Question(zone_set, zone, label, wire, dress.tcp, silence, text))

    def raw(self, zone_set, label, wire, text, tcp=False, silence=True):
        self.questions.append(Question(zone_set, "-", label, wire, tcp, silence, text))

    # names to be asked for in a zone

    def asked_names(self, content, all_contents):
        """Existing names, empty non-terminals, and missing names of every kind near them."""
        found = {}

        def add(name):
            if name is not None and name.is_subdomain(content.origin):
                found[name] = True

        for n in content.names():
            add(n)
            add(child(n, b"nx"))
            add(child(n, b"*"))
            add(child(n, b"a", b"nx"))
            add(child(n, b"a", b"*"))
            if n != content.origin:
                sibling = dns.name.Name((n.labels[0][:60] + b"0",) + n.labels[1:]) \
                    if len(n.to_wire()) < 250 else None
                add(sibling)
            if n.labels[0] == b"*":
                base = n.parent()
                add(child(base, b"x"))
                add(child(base, b"x", b"y"))
                add(child(base, b"*", b"y"))
                add(child(base, b"y", b"*"))
                add(child(base, b"X", b"*", b"z"))
        for owner, (rdtype, target) in content.targets.items():
            if rdtype != DNAME:
                continue
            # not into a zone that some peer does not have: what it does there is no judgement
            below = [n.relativize(target) for other in all_contents if other is content or not other.file.not_for
                     for n in other.names() if n != target and n.is_subdomain(target)]
            for left in self.rng.sample(below, min(40, len(below))):
                if len(left.labels) <= 4:
                    add(child(owner, *left.labels))
            for length in (40, 60, 63):
                add(child(owner, b"l" * length, b"m" * length))
                add(child(owner, b"l" * length))
        return list(found)

    def corner_questions(self, zone_set):
        contents = self.contents[zone_set]
        common = [A, AAAA, NS, SOA, MX, TXT, CNAME, DS, DNAME, ANY]
        rare = [SRV, HTTPS, RRSIG, NSEC, NSEC3, DNSKEY, 65281, 35, 64, 12]
        for content in contents:
            origin = content.file.origin or "."
            for name in self.asked_names(content, contents):
                situation = content.situation(name)
                if situation == "missing":
                    types = [A, ANY] + self.rng.sample(common[1:-1], 1)
                else:
                    types = list(dict.fromkeys(sorted(content.types.get(name, ())) + common))
                for qtype in types:
                    self.add(zone_set, origin, self.label(situation, qtype), name, qtype)
                for qtype in self.rng.sample(rare, 1 if situation == "missing" else 2):
                    self.add(zone_set, origin, self.label(situation, qtype), name, qtype)

    @staticmethod
    def label(situation, qtype):
        if qtype == ANY:
            return situation + " ANY"
        if qtype == RRSIG:
            return situation + " RRSIG"
        if qtype == DS:
            return situation + " DS"
        return situation

    def dressed_questions(self, zone_set, count, do_share=0.5, types=None):
        """Random choice of names and types in random dress."""
        rng = self.rng
        contents = self.contents[zone_set]
        names = [(c, n) for c in contents for n in self.asked_names(c, contents)]
        common = types or [A, AAAA, NS, SOA, MX, TXT, CNAME, DS, DNAME, ANY, SRV, HTTPS, DNSKEY, NSEC, RRSIG]
        for _ in range(count):
            content, name = rng.choice(names)
            own = sorted(content.types.get(name, ()))
            qtype = rng.choice(own) if own and rng.random() < 0.6 else rng.choice(common)
            dress = self.random_dress(do_share)
            label = self.label(content.situation(name), qtype)
            if dress.do:
                label += " DO"
            self.add(zone_set, content.file.origin or ".", label, name, qtype, dress)

    def random_dress(self, do_share=0.5):
        rng = self.rng
        flags = 0
        for bit, share in ((RD, 0.3), (CD, 0.02), (AD, 0.1)):
            if rng.random() < share:
                flags |= bit
        edns = rng.choice((None, None, 1232, 1232, 1232, 512, 0, 100, 1400, 4096, 65535))
        do = edns is not None and rng.random() < do_share
        return Dress(flags, edns, do, tcp=rng.random() < 0.15, mixed=rng.random() < 0.3)

    def root_questions(self, zone_set, count):
        """The root zone: every class of answer, mostly with DO."""
        rng = self.rng
        content = self.contents[zone_set][0]
        tlds = sorted(content.cuts)
        glue = sorted(n for n in content.types if n != content.origin and n not in content.cuts)
        secure = [n for n in tlds if DS in content.types[n]]
        insecure = [n for n in tlds if DS not in content.types[n]]
        ents = sorted(content.ents)

        def missing():
            base = rng.choice(tlds).labels[0]
            kind = rng.randrange(4)
            if kind == 0:
                return dns.name.Name((base[:40] + b"-x", b""))
            if kind == 1:
                return dns.name.Name((b"www", base[:40] + b"0zz", b""))
            if kind == 2:
                return dns.name.Name((bytes(rng.choice(b"abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(1, 12))),
                                      b""))
            return dns.name.Name((bytes([rng.randrange(256) for _ in range(3)]), b""))

        pickers = [
            (2, "root apex", lambda: (content.origin, rng.choice((SOA, NS, DNSKEY, NSEC, ANY, A, DS, RRSIG, TXT)))),
            (3, "root nxdomain", lambda: (missing(), rng.choice((A, AAAA, NS, DS, TXT, ANY)))),
            (3, "root referral secure", lambda: (child(rng.choice(secure), b"www"), rng.choice((A, AAAA, DS, NS)))),
            (2, "root referral insecure", lambda: (child(rng.choice(insecure), b"www"), rng.choice((A, AAAA, DS, NS)))),
            (2, "root cut secure", lambda: (rng.choice(secure), rng.choice((A, NS, DS, NSEC, SOA, ANY, RRSIG, DNSKEY)))),
            (2, "root cut insecure", lambda: (rng.choice(insecure), rng.choice((A, NS, DS, NSEC, SOA, ANY, RRSIG)))),
            (1, "root glue", lambda: (rng.choice(glue), rng.choice((A, AAAA, NS, TXT)))),
        ]
        if ents:
            pickers.append((1, "root ent", lambda: (rng.choice(ents), rng.choice((A, NS, DS)))))
        weighted = [p for p in pickers for _ in range(p[0])]
        for _ in range(count):
            _, label, pick = rng.choice(weighted)
            name, qtype = pick()
            dress = self.random_dress(0.7)
            self.add(zone_set, ".", zone_set + label[4:] + (" DO" if dress.do else ""), name, qtype, dress)

    def size_questions(self, zone_set):
        """Every RRset of the large zone with every buffer size, over UDP and TCP."""
        content = next(c for c in self.contents[zone_set] if c.file.origin == "big.example")
        sizes = [None, 0, 100, 512, 513, 1231, 1232, 1233, 1400, 4095, 4096, 4097, 65535]
        for name in content.types:
            first = name.labels[0]
            if first.startswith(b"m") and b"hosts" in name.labels and first != b"m7":
                continue
            types = sorted(content.types[name]) + [ANY, MX]
            if name in content.cuts:
                types = [A, NS, DS]
                name = child(name, b"www")
            for qtype in dict.fromkeys(types):
                for size in sizes:
                    self.add(zone_set, "big.example", "size udp", name, qtype, Dress(edns=size))
                self.add(zone_set, "big.example", "size tcp", name, qtype, Dress(tcp=True))
                self.add(zone_set, "big.example", "size tcp", name, qtype, Dress(edns=512, tcp=True))
        for name in (dns.name.from_text("x.wild.big.example."), dns.name.from_text("alias.big.example."),
                     dns.name.from_text("m7.d.big.example.")):
            for qtype in (A, AAAA, TXT, ANY):
                for size in sizes:
                    self.add(zone_set, "big.example", "size udp", name, qtype, Dress(edns=size))

    # questions that are about the message rather than about a name

    def message_questions(self, zone_set="corners"):
        n = dns.name.from_text
        www = n("host.target.example.")
        missing = n("missing.target.example.")
        foreign = n("www.elsewhere.test.")
        cut = n("x.cut.target.example.")
        samples = (("positive", www), ("missing", missing), ("foreign", foreign), ("referral", cut))
        add = self.add

        # every type
        for qtype in list(range(0, 270)) + [32768, 32769, 65280, 65281, 65401, 65402, 65534, 65535]:
            silence = qtype in (AXFR, IXFR)
            for kind, name in samples:
                add(zone_set, "target.example", "qtype " + ("meta" if 128 <= qtype <= 255 or qtype in (0, OPT) else "any number"),
                    name, qtype, silence=silence)
        for name in ("types.example.", "many.types.example.", "nsec.example.", "target.example."):
            for qtype in (0, OPT, TKEY, TSIG, IXFR, AXFR, MAILB, MAILA, ANY, 65535):
                for dress in (Dress(), Dress(edns=1232), Dress(edns=1232, do=True)):
                    add(zone_set, "-", "qtype meta", n(name), qtype, dress, silence=qtype in (AXFR, IXFR))

        # classes
        for qclass in (0, 2, CH, HS, 5, NONE, ANY_CLASS, 65280, 65535):
            for kind, name in samples + (("apex", n("target.example.")), ("root", dns.name.root)):
                for qtype in (A, TXT, SOA, ANY):
                    for dress in (Dress(), Dress(edns=1232)):
                        add(zone_set, "-", f"class {qclass}", name, qtype, dress, qclass)
        for name in ("version.bind.", "version.server.", "hostname.bind.", "id.server.", "authors.bind.",
                     "VERSION.BIND.", "x.version.bind.", "bind.", "server.", "nonsense.test."):
            for qclass in (CH, IN, HS, ANY_CLASS):
                for qtype in (TXT, A, ANY, SOA, NS):
                    for dress in (Dress(), Dress(flags=RD), Dress(edns=1232)):
                        add(zone_set, "-", f"chaos names class {qclass}", n(name), qtype, dress, qclass)

        # header bits
        for bits in (0, RD, CD, AD, RA, AA, Z, RD | CD, RD | AD, RD | CD | AD, RD | RA | AA | Z | AD | CD,
                     1, 2, 3, 5, 15):
            for kind, name in samples:
                for size in (None, 1232):
                    for do in (False, True):
                        if do and size is None:
                            continue
                        add(zone_set, "-", "header bits", name, A, Dress(flags=bits, edns=size, do=do))
        for kind, name in samples:
            for size in (None, 1232):
                add(zone_set, "-", "header TC", name, A, Dress(flags=TC, edns=size), silence=True)
                add(zone_set, "-", "header QR", name, A, Dress(flags=QR, edns=size), silence=True)

        # opcodes
        for opcode in range(1, 16):
            for kind, name in samples:
                for size in (None, 1232):
                    for tcp in (False, True):
                        qtype = SOA if opcode in (4, 5) else A
                        wire = message(name, qtype, IN, Dress(flags=opcode << 11, edns=size))
                        self.raw(zone_set, f"opcode {opcode}", wire, f"{name} opcode={opcode} edns={size} tcp={tcp}", tcp=tcp)
            empty = struct.pack(">6H", 0, opcode << 11, 0, 0, 0, 0)
            self.raw(zone_set, f"opcode {opcode}", empty, f"no question opcode={opcode}")

        # EDNS
        for kind, name in samples:
            for version in (1, 2, 127, 255):
                for do in (False, True):
                    for size in (0, 512, 1232, 4096):
                        for tcp in (False, True):
                            add(zone_set, "-", "edns version", name, A, Dress(edns=size, version=version, do=do, tcp=tcp))
            for size in (0, 1, 100, 511, 512, 513, 1232, 4096, 65535):
                for do in (False, True):
                    for tcp in (False, True):
                        add(zone_set, "-", "edns size", name, A, Dress(edns=size, do=do, tcp=tcp))
            options = {
                "nsid": option(3, b""),
                "nsid with data": option(3, b"xx"),
                "nsid twice": option(3, b"") * 2,
                "client cookie": option(10, bytes(range(8))),
                "short cookie": option(10, bytes(range(7))),
                "both cookies": option(10, bytes(range(24))),
                "long cookie": option(10, bytes(range(41))),
                "ecs v4": option(8, bytes([0, 1, 24, 0, 192, 0, 2])),
                "ecs v4 bad bits": option(8, bytes([0, 1, 20, 0, 192, 0, 255])),
                "ecs scope set": option(8, bytes([0, 1, 24, 24, 192, 0, 2])),
                "ecs family 9": option(8, bytes([0, 9, 24, 0, 192, 0, 2])),
                "ecs short": option(8, bytes([0, 1])),
                "ecs prefix 33": option(8, bytes([0, 1, 33, 0, 192, 0, 2, 1, 0])),
                "padding": option(12, bytes(20)),
                "keepalive": option(11, b""),
                "keepalive with data": option(11, b"\0\1"),
                "expire": option(9, b""),
                "extended error": option(15, b"\0\0"),
                "chain": option(13, b"\0"),
                "dau": option(5, b"\x08\x0d"),
                "key tag": option(14, b"\x4a\x5c"),
                "unknown 100": option(100, b"abc"),
                "unknown 65001": option(65001, b""),
                "many": b"".join(option(65001, b"x") for _ in range(100)),
            }
            for text, data in options.items():
                for tcp in (False, True):
                    add(zone_set, "-", f"edns option {text}", name, A, Dress(edns=1232, options=data, tcp=tcp))
                add(zone_set, "-", f"edns option {text}", name, A, Dress(edns=1232, do=True, options=data))
            for z in (0x0001, 0x4000, 0x7FFF):
                wire = message(name, A, IN, PLAIN)[:-0 or None]
                body = wire[:10] + b"\0\1" + wire[12:]
                record = struct.pack(">BHHBBHH", 0, OPT, 1232, 0, 0, z, 0)
                self.raw(zone_set, "edns Z bits", body + record, f"{name} A Z={z:#x}")
            record = struct.pack(">BHHBBHH", 0, OPT, 1232, 7, 0, 0, 0)
            body = message(name, A, IN, PLAIN)
            self.raw(zone_set, "edns extended rcode set", body[:10] + b"\0\1" + body[12:] + record, f"{name} A ext-rcode=7")
        self.malformed(zone_set, www, missing, foreign)

    def malformed(self, zone_set, *names):
        """Messages that are not well formed, and well-formed ones with too much in them."""
        for name in names:
            q = message(name, A, IN, PLAIN)
            question = q[12:]
            record = b"\xc0\x0c" + struct.pack(">HHIH", A, IN, 60, 4) + b"\xc0\0\2\1"

            def m(counts, body, flags=0):
                return struct.pack(">6H", 0, flags, *counts) + body

            cases = {
                "no question": m((0, 0, 0, 0), b""),
                "no question with OPT": m((0, 0, 0, 1), opt(1232)),
                "no question with client cookie": m((0, 0, 0, 1), opt(1232, options=option(10, bytes(range(8))))),
                "two questions": m((2, 0, 0, 0), question + question),
                "two different questions": m((2, 0, 0, 0), question + dns.name.root.to_wire() + b"\0\2\0\1"),
                "question count 2 but one there": m((2, 0, 0, 0), question),
                "answer record in query": m((1, 1, 0, 0), question + record),
                "authority record in query": m((1, 0, 1, 0), question + record),
                "additional record in query": m((1, 0, 0, 1), question + record),
                "additional record and OPT": m((1, 0, 0, 2), question + record + opt(1232)),
                "OPT then record": m((1, 0, 0, 2), question + opt(1232) + record),
                "two OPT": m((1, 0, 0, 2), question + opt(1232) + opt(1232)),
                "OPT in answer": m((1, 1, 0, 0), question + opt(1232)),
                "OPT in authority": m((1, 0, 1, 0), question + opt(1232)),
                "OPT with owner": m((1, 0, 0, 1), question + b"\1x\0" + opt(1232)[1:]),
                "OPT with pointer owner": m((1, 0, 0, 1), question + b"\xc0\x0c" + opt(1232)[1:]),
                "OPT option cut": m((1, 0, 0, 1), question + opt(1232, options=b"\0\3\0\5ab")),
                "OPT option header cut": m((1, 0, 0, 1), question + opt(1232, options=b"\0\3\0")),
                "OPT rdlength too long": m((1, 0, 0, 1), question + opt(1232)[:-2] + b"\0\9"),
                "OPT cut": m((1, 0, 0, 1), question + opt(1232)[:7]),
                "additional count 1 but none": m((1, 0, 0, 1), question),
                "answer count 1 but none": m((1, 1, 0, 0), question),
                "trailing octets": m((1, 0, 0, 0), question + b"garbage"),
                "trailing octets after OPT": m((1, 0, 0, 1), question + opt(1232) + b"garbage"),
                "trailing zero": m((1, 0, 0, 0), question + b"\0"),
                "question without class": m((1, 0, 0, 0), question[:-2]),
                "question without type": m((1, 0, 0, 0), question[:-4]),
                "name not ended": m((1, 0, 0, 0), question[:5]),
                "name without root": m((1, 0, 0, 0), name.to_wire()[:-1]),
                "pointer to itself": m((1, 0, 0, 0), b"\xc0\x0c\0\1\0\1"),
                "pointer forward": m((1, 0, 0, 0), b"\xc0\x20\0\1\0\1"),
                "pointer into header": m((1, 0, 0, 0), b"\xc0\x04\0\1\0\1"),
                "pointer after label": m((1, 0, 0, 0), b"\3www\xc0\x0c\0\1\0\1"),
                "label type 01": m((1, 0, 0, 0), b"\x41\x01\0\0\1\0\1"),
                "label type 10": m((1, 0, 0, 0), b"\x81\x01\0\0\1\0\1"),
                "name of 256 octets": m((1, 0, 0, 0), (b"\x3f" + b"a" * 63) * 3 + b"\x3e" + b"b" * 62 + b"\0\0\1\0\1"),
                "name of 300 octets": m((1, 0, 0, 0), (b"\x3f" + b"a" * 63) * 4 + b"\x20" + b"b" * 32 + b"\0\0\1\0\1"),
                "TSIG unknown key": m((1, 0, 0, 1), question + tsig_record()),
                "TSIG not last": m((1, 0, 0, 2), question + tsig_record() + opt(1232)),
                "TSIG malformed": m((1, 0, 0, 1), question + b"\0" + struct.pack(">HHIH", TSIG, 255, 0, 3) + b"abc"),
                "SIG(0) record": m((1, 0, 0, 1), question + b"\0" + struct.pack(">HHIH", 24, 255, 0, 19) + bytes(19)),
                "A record with rdlength 0 in additional": m((1, 0, 0, 1), question + record[:10] + b"\0\0"),
            }
            for text, wire in cases.items():
                self.raw(zone_set, "malformed: " + text, wire, f"{name} A: {text}")
                self.raw(zone_set, "malformed tcp: " + text, wire, f"{name} A: {text}, tcp", tcp=True)
        header = message(names[0], A, IN, PLAIN)
        for length in range(2, 12):
            self.raw(zone_set, "malformed: cut in the header", header[:length], f"first {length} octets")


def tsig_record():
    mac = bytes(32)
    algorithm = dns.name.from_text("hmac-sha256.").to_wire()
    rdata = algorithm + struct.pack(">HIHH", 0, 1700000000, 300, len(mac)) + mac + struct.pack(">HHH", 0, 0, 0)
    return dns.name.from_text("key.test.").to_wire() + struct.pack(">HHIH", TSIG, 255, 0, len(rdata)) + rdata


def make(zone_sets, seed, full):
    """All questions; without full a sample that keeps some of every class."""
    maker = Maker(zone_sets, seed)
    maker.corner_questions("corners")
    maker.message_questions()
    maker.dressed_questions("corners", 12000)
    maker.root_questions("root", 10000)
    maker.root_questions("bareroot", 2000)
    maker.size_questions("corners")
    maker.size_questions("wide")
    maker.dressed_questions("wide", 1500)
    if full:
        return maker.questions
    return sample(maker.questions, 8000, random.Random(seed))


def sample(questions, count, rng):
    """Some of each class and zone, then others at random up to count."""
    by_class = {}
    for i, q in enumerate(questions):
        by_class.setdefault((q.zone_set, q.zone, q.label), []).append(i)
    chosen = set()
    for members in by_class.values():
        chosen.update(rng.sample(members, min(6, len(members))))
    rest = [i for i in range(len(questions)) if i not in chosen]
    if len(chosen) < count:
        chosen.update(rng.sample(rest, min(len(rest), count - len(chosen))))
    return [questions[i] for i in sorted(chosen)]
