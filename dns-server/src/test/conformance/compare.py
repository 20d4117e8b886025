"""Decodes answers with dnspython and says in which respects they differ."""

import struct
import types

import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.exception
import dns.rdata
from dns.rdtypes.ANY.RP import RP
from dns.rdtypes.nsbase import NSBase

COOKIE, EDE = 10, 15
FLAGS = ((0x8000, "qr"), (0x0400, "aa"), (0x0200, "tc"), (0x0100, "rd"), (0x0080, "ra"), (0x0040, "z"),
         (0x0020, "ad"), (0x0010, "cd"))
FORMERR, NOTIMP = 1, 4
SECTIONS = ("answer", "authority", "additional")


def register_old_types():
    """Types whose RDATA is one or two compressible names, which dnspython reads as opaque octets."""
    for value, text, base in ((3, "MD", NSBase), (4, "MF", NSBase), (7, "MB", NSBase), (8, "MG", NSBase),
                              (9, "MR", NSBase), (14, "MINFO", RP)):
        implementation = type(text, (base,), {})
        dns.rdata.register_type(types.SimpleNamespace(**{text: implementation}), value, text)


register_old_types()


# Types whose RDATA may have compressed names: octets before them, how many names, octets behind
NAMES = {2: (0, 1), 3: (0, 1), 4: (0, 1), 5: (0, 1), 6: (0, 2), 7: (0, 1), 8: (0, 1), 9: (0, 1), 12: (0, 1),
         14: (0, 2), 15: (2, 1), 17: (0, 2), 18: (2, 1), 21: (2, 1), 26: (2, 2), 33: (6, 1), 36: (2, 1), 39: (0, 1)}
RECORD = struct.Struct(">HHIH")
COUNTS = struct.Struct(">HHHHH")


def quick_key(raw):
    """What an answer says, names decompressed and in lower case, records of a section in order; None if in doubt.

    Two answers of one key are equal; of different keys they may still be, which the slower decoding finds out.
    """
    try:
        flags, questions, *counts = COUNTS.unpack_from(raw, 2)
        if questions != 1:
            return None
        end = 12
        while raw[end]:
            end += raw[end] + 1
        end += 5
        known = {}
        sections = []
        at = end
        for count in counts:
            records = []
            for _ in range(count):
                owner, at = quick_name(raw, at, known)
                rdtype, rdclass, ttl, length = RECORD.unpack_from(raw, at)
                at += 10
                stop = at + length
                rdata = raw[at:stop]
                if rdtype in NAMES:
                    before, names = NAMES[rdtype]
                    rdata = raw[at:at + before]
                    at += before
                    for _ in range(names):
                        name, at = quick_name(raw, at, known)
                        rdata += name
                    rdata += raw[at:stop]
                at = stop
                records.append((owner, rdtype, rdclass, ttl, rdata))
            records.sort()
            sections.append(tuple(records))
        if at != len(raw):
            return None
        return flags, raw[12:end], tuple(sections)
    except (IndexError, struct.error):
        return None


def quick_name(raw, at, known):
    """A name's wire form in lower case, and where it ends."""
    if at in known:
        return known[at]
    size = raw[at]
    if size == 0:
        found = b"\0", at + 1
    elif size >= 192:
        target = (size & 63) << 8 | raw[at + 1]
        if target >= at:
            raise IndexError
        found = quick_name(raw, target, known)[0], at + 2
    else:
        rest, end = quick_name(raw, at + 1 + size, known)
        found = raw[at:at + 1 + size].lower() + rest, end
    known[at] = found
    return found


class Answer:
    """What an answer says, in a form in which two answers can be compared; decoded when first looked at."""

    def __init__(self, raw):
        self.raw = raw
        self.size = len(raw)
        self.key = quick_key(raw)
        self.listed = None

    def __getattr__(self, name):
        if name in ("opcode", "rcode", "flags", "question", "sections", "edns", "error"):
            self.read(self.raw)
            return self.__dict__[name]
        raise AttributeError(name)

    def read(self, raw):
        self.error = ""
        self.sections = ((), (), ())
        self.edns = None
        self.question = ()
        if len(raw) < 12:
            self.error = "shorter than a header"
            self.opcode = self.rcode = -1
            self.flags = 0
            return
        word, = struct.unpack(">H", raw[2:4])
        self.opcode = word >> 11 & 15
        self.rcode = word & 15
        self.flags = word & 0x87F0
        try:
            self.decode(raw)
        except (dns.exception.DNSException, struct.error, IndexError, ValueError) as e:
            self.error = f"{type(e).__name__}: {e}"

    def decode(self, raw):
        # UPDATE and NOTIFY have sections of the same shape; dnspython would read UPDATE by its own rules
        plain = raw[:2] + bytes([raw[2] & 0x87]) + raw[3:]
        m = dns.message.from_wire(plain, one_rr_per_rrset=True, question_only=False)
        self.question = tuple((r.name.labels, r.rdclass, r.rdtype) for r in m.question)
        self.sections = tuple(tuple(sorted(key(r) for r in s)) for s in (m.answer, m.authority, m.additional))
        if m.edns >= 0:
            self.rcode = int(m.rcode())
            options = tuple(sorted(
                (int(o.otype), b"" if o.otype == COOKIE else o.to_wire()) for o in m.options if o.otype != EDE))
            self.edns = (m.edns, m.payload, m.ednsflags & 0xFFFF, options)

    def truncated(self):
        return len(self.raw) > 2 and bool(self.raw[2] & 2)

    def aspects(self):
        """Name and comparable value of each respect."""
        if self.listed is None:
            self.listed = self.list_aspects()
        return self.listed

    def list_aspects(self):
        return (
            ("opcode", self.opcode),
            ("rcode", self.rcode),
            ("flags", tuple(word for bit, word in FLAGS if self.flags & bit)),
            ("question", self.question),
            ("answer", self.sections[0]),
            ("authority", self.sections[1]),
            ("additional", self.sections[2]),
            ("edns", self.edns),
            ("error", self.error),
        )

    def text(self):
        lines = [f"  {dns.opcode.to_text(self.opcode) if 0 <= self.opcode < 16 else self.opcode} "
                 f"{dns.rcode.to_text(self.rcode) if self.rcode >= 0 else self.rcode} "
                 f"{' '.join(w for b, w in FLAGS if self.flags & b)}; {self.size} octets"
                 + (f"; question {len(self.question)}" if len(self.question) != 1 else "")
                 + (f"; {self.error}" if self.error else "")]
        if self.edns is not None:
            version, payload, flags, options = self.edns
            shown = " ".join(f"{c}={d.hex()}" for c, d in options)
            lines.append(f"  EDNS {version} size {payload} flags {flags:#x} {shown}".rstrip())
        for name, records in zip(SECTIONS, self.sections):
            for r in records[:6]:
                lines.append(f"  {name[:4]}: {record_text(r)}")
            if len(records) > 6:
                lines.append(f"  {name[:4]}: and {len(records) - 6} more")
        return "\n".join(lines)


def key(rrset):
    """One record: owner without regard to case, class, type, TTL, and RDATA in canonical form."""
    return (rrset.name.to_digestable(), int(rrset.rdclass), int(rrset.rdtype), rrset.ttl, rrset[0].to_digestable())


def record_text(record):
    owner, rdclass, rdtype, ttl, rdata = record
    name = dns.name.from_wire(owner, 0)[0]
    try:
        value = str(dns.rdata.from_wire(rdclass, rdtype, rdata, 0, len(rdata)))
    except dns.exception.DNSException:
        value = rdata.hex()
    if len(value) > 100:
        value = value[:100] + "..."
    shown_class = "" if rdclass == 1 else f"CLASS{rdclass} "
    return f"{name} {ttl} {shown_class}{dns.rdatatype.to_text(rdtype)} {value}"


def same(raw_a, raw_b):
    """Whether two raw answers are equal but for the ID."""
    return raw_a is not None and raw_b is not None and raw_a[2:] == raw_b[2:]


def read_all(raws):
    """Answers by server, equal octets decoded once; None where no answer came."""
    seen = {}
    out = {}
    for server, raw in raws.items():
        if raw is None:
            out[server] = None
        else:
            body = raw[2:]
            if body not in seen:
                seen[body] = Answer(raw)
            out[server] = seen[body]
    return out


def abstains(server, answer, aspect):
    """Whether a server's answer says nothing about a respect, by its configuration or by common liberty.

    NSD answers in its minimal form here: no optional additional records. In FORMERR and NOTIMP answers it is each
    server's choice whether question and OPT are sent back (RFC 6891 section 7).
    """
    if aspect == "additional":
        return server == "nsd" and bool(answer.sections[0]) and not answer.sections[2]
    if aspect in ("question", "edns"):
        return answer.rcode in (FORMERR, NOTIMP) or not answer.question
    return False


def differences(answers, servers, at_least=2):
    """The respects in which the answers of these servers are not all equal, if at_least so many say something.

    Once the answer is truncated (TC set by all) what is left of the sections is each server's own choice
    (RFC 2181 section 9): the sections are then not compared.
    """
    present = [(s, answers[s]) for s in servers]
    if all(a is None for _, a in present):
        return []
    if any(a is None for _, a in present):
        return ["no answer"]
    first = present[0][1]
    if first.key is not None and all(a.key == first.key for _, a in present):
        return []
    cut = all(a.truncated() for _, a in present)
    found = []
    for position, (name, _) in enumerate(first.aspects()):
        if cut and name in SECTIONS:
            continue
        said = [a.aspects()[position][1] for s, a in present if not abstains(s, a, name)]
        if any(v != said[0] for v in said) and len(said) >= at_least:
            found.append(name)
    return found


def groups(answers, servers, aspect):
    """Who says the same about one respect: a list of lists of servers, in the order given."""
    out = []
    for s in servers:
        value = None if answers[s] is None else dict(answers[s].aspects())[aspect] if aspect != "no answer" else "some"
        for members, known in out:
            if known == value:
                members.append(s)
                break
        else:
            out.append(([s], value))
    return out
