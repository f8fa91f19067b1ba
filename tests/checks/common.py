"""What the checks share: the files of the project, complaints, and running a tool on every source."""

import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"build", "node_modules", ".git", ".cache", "__pycache__"}


def files(root, *suffixes):
    """Every file of the project under root, or those with one of these suffixes."""
    for folder, names, found in os.walk(root):
        names[:] = sorted(n for n in names if n not in NOT_OURS)
        for name in sorted(found):
            if not suffixes or name.endswith(suffixes):
                yield Path(folder) / name


class Complaints:
    """Collects what is wrong as `file:line: what. What to do.`"""

    def __init__(self, root):
        self.root = Path(root)
        self.lines = []

    def add(self, path, line, text):
        path = Path(path)
        if path.is_relative_to(self.root):
            path = path.relative_to(self.root)
        self.lines.append(f"{path}:{line}: {text}")

    def finish(self, good):
        """Prints the complaints, or the sentence for when there are none; returns the exit code."""
        for line in dict.fromkeys(self.lines):
            print(line)
        if not self.lines:
            print(good)
        return 1 if self.lines else 0


def compile_commands(database, folders):
    """(file, directory, arguments without the compiler and the output) of every source in the folders."""
    found = {}
    for entry in json.loads(Path(database, "compile_commands.json").read_text()):
        path = Path(entry["directory"], entry["file"]).resolve()
        sources = [one for one in sources_of(path) if any(one.is_relative_to(ROOT / folder) for folder in folders)]
        if not sources:
            continue
        arguments = entry.get("arguments") or shlex.split(entry["command"])
        # A launcher such as ccache may stand before the compiler.
        while arguments and not arguments[0].startswith("-"):
            arguments = arguments[1:]
        kept = []
        skip = False
        for argument in arguments:
            if skip or argument in ("-c", "-o", "-Werror", entry["file"], str(path)):
                skip = argument == "-o"
                continue
            # Sanitizers change the code, not what it means, and cost time here.
            if not argument.startswith(("-fsanitize", "-fno-sanitize")):
                kept.append(argument)
        for one in sources:
            found.setdefault(one, (one, entry["directory"], kept))
    return list(found.values())


def sources_of(path):
    """The file, or those that CMake has put together into it for a unity build."""
    if not path.name.startswith("unity_") or not path.exists():
        return [path]
    return [Path(name) for name in re.findall(r'^#include "(.+\.cpp)"$', path.read_text(), flags=re.M)]


class Unit:
    """Sources that are compiled alike, put together into one: their headers are read once for all of them."""

    def __init__(self, sources, directory, arguments):
        self.sources, self.directory, self.arguments = sources, directory, arguments
        self.digest = None
        self.compiles = False  # as far as is known
        text = "".join(f'#include "{source}"\n' for source in sources)
        self.name = f"{sources[0].parent}, {len(sources)} files".replace(f"{ROOT}/", "")
        # The folder is a build folder, so that nothing takes this for a source of ours.
        folder = ROOT / "build" / "checks" / "units"
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{hashlib.sha256(repr((text, arguments)).encode()).hexdigest()[:16]}.cpp"
        if not self.path.exists():
            self.path.write_text(text)

    def clang(self, *options):
        return subprocess.run(["clang++-19", *self.arguments, "-w", *options, str(self.path)], cwd=self.directory,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)

    def seen(self):
        """Stands for all that the compiler sees, comments included, and for how it is called."""
        if self.digest is None:
            text = "\0".join([*self.arguments, self.clang("-E", "-CC").stdout])
            self.digest = hashlib.sha256(text.encode()).hexdigest()
        return self.digest

    def weight(self):
        """A guess at what it costs."""
        text = "".join(source.read_text(errors="replace") for source in self.sources)
        return len(text) + 200_000 * ("boost/beast" in text) + 100_000 * ("nlohmann/json.hpp" in text)


def units(commands):
    """The sources of a folder that are compiled alike, together."""
    alike = {}
    for path, directory, arguments in commands:
        alike.setdefault((path.parent, directory, tuple(arguments)), []).append(path)
    return [Unit(sorted(paths), directory, list(arguments))
            for (_, directory, arguments), paths in alike.items()]


class Clash(Exception):
    """Raised with the compiler's errors when a unit does not compile: perhaps two of its sources give the same
    name to different things, each for itself."""


def divide(unit, errors):
    """Two parts of a unit that did not compile; the sources with errors are the second."""
    clashing = {Path(unit.directory, name).resolve()
                for name in re.findall(r"^(\S+?):\d+:\d+: (?:fatal )?error:", errors, re.M)}
    first = [source for source in unit.sources if source not in clashing]
    second = [source for source in unit.sources if source in clashing]
    if not first or not second:
        middle = len(unit.sources) // 2
        first, second = unit.sources[:middle], unit.sources[middle:]
    return [first, second]


class Memory:
    """What is known of inputs that have not changed: a small file for each digest, in build/checks."""

    def __init__(self, name, salt):
        self.folder = ROOT / "build" / "checks" / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.salt = hashlib.sha256(salt.encode()).hexdigest()[:8]

    def place(self, unit):
        return self.folder / f"{unit.seen()}-{self.salt}"

    def get(self, unit):
        place = self.place(unit)
        return json.loads(place.read_text()) if place.exists() else None

    def put(self, unit, value):
        self.place(unit).write_text(json.dumps(value))


def run_on_each(commands, name, salt, inspect):
    """Runs inspect(unit) -> complaints on all sources, put together in units, as many at once as there are
    cores; returns the complaints. What has not changed is not looked at again. Inspecting raises Clash when the
    unit does not compile; then its parts are inspected."""
    splits, seen = Memory("splits", "1"), Memory(name, salt)

    def work(unit):
        """(complaints, the units to inspect instead)"""
        parts = splits.get(unit)
        unit.compiles = parts == []
        if not parts:
            try:
                complaints = seen.get(unit)
                if complaints is None:
                    complaints = inspect(unit)
                    seen.put(unit, complaints)
                    splits.put(unit, [])
                return complaints, []
            except Clash as clash:
                if len(unit.sources) == 1:
                    return [f"{unit.name}: clang cannot read it:\n{str(clash).strip()}"], []
                parts = [[str(source) for source in part] for part in divide(unit, str(clash))]
                splits.put(unit, parts)
        return [], [Unit([Path(source) for source in part], unit.directory, unit.arguments) for part in parts]

    jobs = sorted(units(commands), key=lambda unit: -unit.weight())
    total, done, everything = sum(len(unit.sources) for unit in jobs), 0, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = {pool.submit(work, unit): unit for unit in jobs}
        while waiting:
            ready, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in ready:
                unit = waiting.pop(future)
                complaints, parts = future.result()
                for part in parts:
                    waiting[pool.submit(work, part)] = part
                if not parts:
                    done += len(unit.sources)
                    print(f"[{100 * done // total}%] {name}: {unit.name}", flush=True)
                for line in complaints:
                    if line not in everything:
                        print(line, flush=True)
                        everything.append(line)
    return everything


def database_argument(parser):
    """Adds the argument that says where compile_commands.json is."""
    parser.add_argument("--build", type=Path, default=None, metavar="FOLDER",
                        help="a configured build folder (default: the first of build/asan, debug, release)")


def find_database(given):
    for folder in [given] if given else [ROOT / "build" / name for name in ("asan", "debug", "release")]:
        if (folder / "compile_commands.json").exists():
            return folder
    sys.exit("There is no configured build folder yet. Run: cmake --preset debug")
