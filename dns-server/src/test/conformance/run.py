"""The comparison: starts the servers, asks, compares, and writes the report. See README.md."""

import argparse
import collections
import concurrent.futures
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import dns.rcode

import client
import compare
import questions
import servers
import zones

HERE = os.path.dirname(os.path.abspath(__file__))
JUDGES = ("nsd", "knot", "bind")


class Choices:
    """Differences that are known and meant, from choices.txt."""

    def __init__(self, path):
        self.rules = []
        self.used = collections.Counter()
        with open(path, encoding="utf-8") as f:
            for number, line in enumerate(f, 1):
                line = line.rstrip("\n")
                if not line or line.startswith("#"):
                    continue
                parts = [p.strip() for p in line.split("|")]
                if len(parts) != 5:
                    raise SystemExit(f"{path}:{number}: expected: id | class pattern | respects | RFC | reason")
                self.rules.append((parts[0], re.compile(parts[1]), frozenset(parts[2].split())))

    def allowing(self, question, aspects):
        """The rules that together allow a difference in all these respects; none when they do not."""
        left = set(aspects)
        used = []
        for ident, pattern, respects in self.rules:
            if left & respects and pattern.search(question.line()):
                left -= respects
                used.append(ident)
        return () if left else tuple(used)


class Report:
    """Differences grouped by cause: the class of question and the respects in which they differ."""

    def __init__(self):
        self.causes = collections.OrderedDict()

    def add(self, cause, example):
        """Counts one more question of a cause; example makes the question and its answers, and is called once."""
        count, known = self.causes.get(cause, (0, None))
        self.causes[cause] = (count + 1, known or example())

    def write(self, path, title, order):
        ordered = sorted(self.causes.items(), key=lambda c: -c[1][0])
        with open(path, "w", encoding="utf-8") as f:
            f.write(f"# {title}\n\n{sum(c[1][0] for c in ordered)} questions in {len(ordered)} groups\n")
            for cause, (count, (question, answers)) in ordered:
                f.write(f"\n## {count} x {cause}\n{question.line()}\n")
                shown = {}
                for s in order:
                    if s in answers:
                        text = "  no answer" if answers[s] is None else answers[s].text()
                        shown.setdefault(text, []).append(s)
                for text, who in shown.items():
                    f.write(f"{' = '.join(who)}\n{text}\n")


def ask_all(running, asked):
    """Answers of every running server, by server, in the order of the questions."""
    normal_udp = [i for i, q in enumerate(asked) if not q.tcp and not q.silence]
    normal_tcp = [i for i, q in enumerate(asked) if q.tcp and not q.silence]
    quiet_udp = [i for i, q in enumerate(asked) if not q.tcp and q.silence]
    quiet_tcp = [i for i, q in enumerate(asked) if q.tcp and q.silence]
    answers = {name: [None] * len(asked) for name in running}
    seconds = {}

    def work(name, port):
        started = time.monotonic()

        def put(indices, got):
            for i, a in zip(indices, got):
                answers[name][i] = a

        def wires(indices):
            return [asked[i].wire for i in indices]

        put(normal_udp, client.ask_udp(port, wires(normal_udp)))
        put(normal_tcp, client.ask_tcp(port, wires(normal_tcp)))
        put(quiet_udp, client.ask_udp(port, wires(quiet_udp), tries=2, timeout=0.7, window=512))
        put(quiet_tcp, client.ask_tcp_alone(port, wires(quiet_tcp), timeout=0.7))
        seconds[name] = time.monotonic() - started

    def again(name, port):
        """Asks once more, with more time, what others answered and this one did not."""
        left = [i for i in range(len(asked)) if answers[name][i] is None and any(a[i] for a in answers.values())]
        expected = [i for i in left if not asked[i].tcp and not asked[i].silence]
        quiet = [i for i in left if not asked[i].tcp and asked[i].silence]
        tcp = [i for i in left if asked[i].tcp]
        late = client.ask_udp(port, [asked[i].wire for i in expected], tries=2, timeout=2.5, window=4)
        late += client.ask_udp(port, [asked[i].wire for i in quiet], tries=1, timeout=2.5, window=512)
        late += client.ask_tcp_alone(port, [asked[i].wire for i in tcp], timeout=2.5, parallel=128)
        return list(zip(expected + quiet + tcp, late))

    def in_parallel(task):
        with concurrent.futures.ThreadPoolExecutor(len(running)) as pool:
            futures = {n: pool.submit(task, n, s.port) for n, s in running.items()}
            return {n: f.result() for n, f in futures.items()}

    in_parallel(work)
    for name, late in in_parallel(again).items():
        for i, a in late:
            answers[name][i] = a
    return answers, seconds


def cause_of(question, answers, order, aspects):
    parts = []
    for aspect in aspects:
        found = []
        for members, value in compare.groups(answers, order, aspect):
            if aspect == "rcode" and value is not None:
                value = dns.rcode.to_text(value) if value >= 0 else value
            elif aspect == "flags" and value is not None:
                value = " ".join(value)
            elif value is None:
                value = "none" if aspect in ("edns", "no answer") else "-"
            elif aspect in compare.SECTIONS:
                value = f"{len(value)} RR"
            elif aspect == "edns":
                value = f"size {value[1]} flags {value[2]:#x} options {[o[0] for o in value[3]]} v{value[0]}"
            elif aspect == "question":
                value = f"{len(value)}"
            found.append(f"{'='.join(members)} {value}")
        parts.append(f"{aspect}: " + ", ".join(re.sub(r"\b\d+ RR", lambda m: "some" if m.group() != "0 RR" else "none", x)
                                               for x in found))
    label = question.label
    return f"[{label}] " + "; ".join(parts)


class Verdict:
    """What was found out about one question, small enough to be sent between processes."""

    __slots__ = ("index", "kind", "cause", "pdns", "whom", "size", "choice")

    def __init__(self, index, kind, cause="", pdns="", whom="", size="", choice=()):
        self.index = index
        self.kind = kind  # agree, we differ, by choice, split
        self.cause = cause
        self.pdns = pdns  # how PowerDNS alone differs from peers that agree
        self.whom = whom  # in a split: with how many of the judges this server agrees
        self.size = size
        self.choice = choice


class Judge:
    """Compares the answers to one question after the other."""

    def __init__(self, asked, answers, order, running, choices):
        self.asked = asked
        self.answers = answers
        self.order = order
        self.running = running
        self.choices = choices

    def read(self, i):
        q = self.asked[i]
        present = [s for s in self.order if serves(self.running[s][q.zone_set], q)]
        # BIND limits the rate of its answers of class CH
        if q.label.startswith(("class 3", "chaos names class 3")) and self.answers["bind"][i] is None:
            present.remove("bind")
        return compare.read_all({s: self.answers[s][i] for s in present})

    def verdict(self, i):
        q = self.asked[i]
        read = self.read(i)
        judges = [s for s in JUDGES if s in read]
        split = compare.differences(read, judges)
        if split or len(judges) < 2:
            whom = with_whom(read, judges) if "ours" in read else ""
            told = split or compare.differences(read, list(read))
            return Verdict(i, "split", cause_of(q, read, list(read), told), whom=whom)
        found = Verdict(i, "agree")
        if "pdns" in read:
            alone = compare.differences(read, judges + ["pdns"])
            found.pdns = cause_of(q, read, judges[-1:] + ["pdns"], alone) if alone else ""
        if "ours" not in read:
            return found
        wrong = compare.differences(read, judges + ["ours"], at_least=3)
        if not wrong:
            ours = read["ours"]
            if ours is not None and not ours.truncated():
                sizes = [read[s].size for s in judges]
                found.size = ("larger than every peer" if ours.size > max(sizes) else
                              "smaller than every peer" if ours.size < min(sizes) else "as the peers")
            return found
        found.cause = cause_of(q, read, judges[-1:] + ["ours"], wrong)
        found.choice = self.choices.allowing(q, wrong)
        found.kind = "by choice" if found.choice else "we differ"
        return found

    def verdicts(self):
        """All verdicts, worked out by as many processes as there are processors."""
        global CURRENT
        CURRENT = self
        with multiprocessing.get_context("fork").Pool(min(8, os.cpu_count() or 1), default_signals) as pool:
            return pool.map(verdict_of_current, range(len(self.asked)), chunksize=500)


CURRENT = None


def default_signals():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def verdict_of_current(i):
    return CURRENT.verdict(i)


def judge(asked, answers, choices, order, out):
    judging = Judge(asked, answers, order, RUNNING, choices)
    with_ours = "ours" in order
    table = collections.OrderedDict()
    reports = {"split": Report(), "alone": Report(), "larger": Report(), "pdns": Report(),
               "we differ": Report(), "by choice": Report()}
    sizes = collections.Counter()
    for v in judging.verdicts():
        q = asked[v.index]

        def example():
            return q, judging.read(v.index)

        row = table.setdefault(short_label(q), collections.Counter())
        row["asked"] += 1
        row[v.kind] += 1
        if v.cause:
            reports[v.kind].add(v.cause, example)
        if v.pdns:
            row["pdns alone"] += 1
            reports["pdns"].add(v.pdns, example)
        if v.whom:
            row["split, we agree with " + v.whom] += 1
            if v.whom == "nobody":
                reports["alone"].add(v.cause, example)
        if v.size:
            sizes[v.size] += 1
        if v.size.startswith("larger"):
            reports["larger"].add(f"[{q.label}]", example)
        choices.used.update(v.choice)
    reports["split"].write(os.path.join(out, "splits.md"), "The peers disagree", order)
    reports["pdns"].write(os.path.join(out, "pdns-alone.md"), "PowerDNS alone differs", order)
    if with_ours:
        reports["we differ"].write(os.path.join(out, "we-differ.md"), "The peers agree and we differ", order)
        reports["larger"].write(os.path.join(out, "larger.md"), "Our answer is larger than that of any peer", order)
        reports["by choice"].write(os.path.join(out, "by-choice.md"), "We differ by choice", order)
        reports["alone"].write(os.path.join(out, "alone-in-split.md"), "The peers disagree and we agree with none", order)
    return table, sizes


def with_whom(read, judges):
    same = [s for s in judges if not compare.differences(read, [s, "ours"])]
    if not same:
        return "nobody"
    return "most" if len(same) * 2 > len(judges) else "one"


RUNNING = {}


def start_all(instances):
    for server in instances:
        try:
            server.start()
        except (OSError, RuntimeError, subprocess.SubprocessError) as e:
            server.failure = str(e)


def serves(server, question):
    return all(z.origin != question.zone for z in server.zone_set.zones) or \
        any(z.origin == question.zone for z in server.zones)


def short_label(q):
    label = q.label
    for prefix in ("malformed", "edns option", "opcode", "chaos names", "class"):
        if label.startswith(prefix):
            return prefix
    return label


def print_table(table, sizes, with_ours, out):
    columns = ["asked", "agree"] + (["we differ", "by choice"] if with_ours else []) + ["split", "pdns alone"]
    if with_ours:
        columns += ["split, we agree with most", "split, we agree with one", "split, we agree with nobody"]
    heads = {"agree": "agree" if with_ours else "peers agree", "split": "peers split",
             "split, we agree with most": "we: most", "split, we agree with one": "one",
             "split, we agree with nobody": "none"}
    total = collections.Counter()
    lines = [f"{'class of question':32}" + "".join(f"{heads.get(c, c):>12}" for c in columns)]
    for label, row in sorted(table.items()):
        total.update(row)
        lines.append(f"{label[:32]:32}" + "".join(f"{row[c]:12}" for c in columns))
    lines.append(f"{'all':32}" + "".join(f"{total[c]:12}" for c in columns))
    if sizes:
        lines.append("size of our answer where all agree: " + ", ".join(f"{n} {k}" for k, n in sorted(sizes.items())))
    text = "\n".join(lines)
    print(text)
    with open(os.path.join(out, "summary.txt"), "w", encoding="utf-8") as f:
        f.write(text + "\n")
    return total


def stop_on_signal(number, frame):
    """Ends the run so that the servers are stopped."""
    del frame
    sys.exit(128 + number)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="about 8,000 questions")
    parser.add_argument("--full", action="store_true", help="all questions (the default)")
    parser.add_argument("--no-ours", action="store_true", help="compare the peers only")
    parser.add_argument("--store", choices=("bind", "gsqlite3"), default="bind",
                        help="where our own server has the zones: in memory, or in SQLite")
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--out", default=None, help="directory for the reports")
    parser.add_argument("--keep", action="store_true", help="serve until interrupted after the comparison")
    parser.add_argument("--match", default="", help="only questions whose 'set/zone class: question' has this pattern")
    args = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on_signal)
    out = args.out or os.path.join(servers.root(), "dns-server", "target", "conformance")
    os.makedirs(out, exist_ok=True)
    workdir = tempfile.mkdtemp(prefix="conformance-")
    started = []
    status = 1
    begin = time.monotonic()
    try:
        sets = zones.zone_sets(workdir)
        for zone_set in sets:
            zone_set.store = args.store
        names = list(servers.PEERS) + ([] if args.no_ours else ["ours"])
        for name in names:
            RUNNING[name] = {z.name: servers.KINDS[name](z, workdir) for z in sets}
            started.extend(RUNNING[name].values())
        starting = [threading.Thread(target=start_all, args=(RUNNING[n].values(),)) for n in names]
        for t in starting:
            t.start()
        asked_all = questions.make(sets, args.seed, not args.quick)
        if args.match:
            pattern = re.compile(args.match)
            asked_all = [q for q in asked_all if pattern.search(q.line())]
        for t in starting:
            t.join()
        for server in started:
            server.wait_until_ready()
        for name in names:
            first = next(iter(RUNNING[name].values()))
            print(f"{name}: {first.version()}, ports "
                  + " ".join(f"{k}={s.port}" for k, s in RUNNING[name].items()))
        print(f"{len(asked_all)} questions, seed {args.seed}")
        sys.stdout.flush()
        answers = {name: [None] * len(asked_all) for name in names}
        for zone_set in sets:
            indices = [i for i, q in enumerate(asked_all) if q.zone_set == zone_set.name]
            got, seconds = ask_all({n: RUNNING[n][zone_set.name] for n in names}, [asked_all[i] for i in indices])
            for name in names:
                for i, a in zip(indices, got[name]):
                    answers[name][i] = a
            print(f"{zone_set.name}: {len(indices)} questions; seconds "
                  + " ".join(f"{n}={s:.1f}" for n, s in seconds.items()))
            sys.stdout.flush()
        for server in started:
            if server.process.poll() is not None:
                print(f"{server.name}-{server.zone_set.name} ended while being asked:\n{server.log_tail()}")
        choices = Choices(os.path.join(HERE, "choices.txt"))
        table, sizes = judge(asked_all, answers, choices, names, out)
        total = print_table(table, sizes, not args.no_ours, out)
        print(f"reports: {out}; {time.monotonic() - begin:.0f} seconds")
        if args.keep:
            print("serving until interrupted")
            sys.stdout.flush()
            threading.Event().wait()
        status = 1 if total["we differ"] else 0
    finally:
        for server in started:
            server.stop()
        shutil.rmtree(workdir, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
