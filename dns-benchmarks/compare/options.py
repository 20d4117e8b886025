"""Options and values that the comparison and the long runs share."""

import glob
import os

import processes
from servers import TOP, Ports
from zones import Zones

TARGET = os.path.join(TOP, "dns-benchmarks", "target")


class Bench:
    """What all parts of a run share."""

    def __init__(self, chosen):
        self.work = os.path.abspath(chosen.work)
        self.core = chosen.core
        self.client = chosen.client
        self.warm_up = chosen.warm_up
        self.ports = Ports(chosen.ports)
        self.zones = Zones(os.path.join(self.work, "zones"))

    @staticmethod
    def tool(name):
        return os.path.join(TARGET, "tools", name)

    @staticmethod
    def say(text):
        print(text, flush=True)


def add_to(parser):
    parser.add_argument("--java-home", action="append", default=[],
                        help="a Java for our server")
    parser.add_argument("--core", type=int, default=0, help="for the servers")
    parser.add_argument("--client", type=int, default=1, help="for the load")
    parser.add_argument("--ports", default="24000-24999")
    parser.add_argument("--work", default=os.path.join(TARGET, "compare"),
                        help="for zones and logs")


def chosen_java():
    """JAVA_HOME, else a 25, else that on the path: as bin/polder chooses."""
    for home in (os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*25*"))):
        if os.path.exists(os.path.join(home, "bin", "java")):
            return home
    return os.path.dirname(os.path.dirname(os.path.realpath(processes.which("java"))))
