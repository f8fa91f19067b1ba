"""What the checks share: the files of the project, complaints, and running a tool on every source."""

import concurrent.futures
import hashlib
import json
import os
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
        if not any(path.is_relative_to(ROOT / folder) for folder in folders):
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
        found.setdefault(path, (path, entry["directory"], kept))
    return list(found.values())


class Cache:
    """Remembers which inputs were clean: a file name for each digest in build/checks."""

    def __init__(self, name, *ingredients):
        self.folder = ROOT / "build" / "checks" / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.salt = "\0".join(ingredients).encode()

    def key(self, command):
        """The digest of what the compiler sees, comments and all, and of how it is called."""
        path, directory, arguments = command
        text = subprocess.run(["clang++-19", *arguments, "-w", "-E", "-CC", str(path)], cwd=directory,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
        digest = hashlib.sha256(self.salt + repr(command).encode())
        digest.update(text)
        return self.folder / digest.hexdigest()


def run_on_each(commands, cache, inspect, title):
    """Runs inspect(command) -> list of complaint lines on each, two or more at once, largest first."""
    commands = sorted(commands, key=lambda c: -weight(c[0]))

    def one(command):
        key = cache.key(command)
        if key.exists():
            return []
        lines = inspect(command)
        if not lines:
            key.touch()
        return lines

    everything = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {pool.submit(one, command): command for command in commands}
        for done, future in enumerate(concurrent.futures.as_completed(futures), 1):
            name = futures[future][0].relative_to(ROOT)
            print(f"[{100 * done // len(commands)}%] {title} {name}", flush=True)
            for line in future.result():
                print(line, flush=True)
                everything.append(line)
    return everything


def weight(path):
    """A guess at what a source costs: those that include Beast or TLS come first."""
    text = path.read_text(errors="replace")
    return len(text) + 1_000_000 * ("boost/beast" in text) + 500_000 * ("asio/ssl" in text)


def database_argument(parser):
    """Adds the argument that says where compile_commands.json is."""
    parser.add_argument("--build", type=Path, default=None, metavar="FOLDER",
                        help="a configured build folder (default: the first of build/asan, debug, release)")


def find_database(given):
    for folder in [given] if given else [ROOT / "build" / name for name in ("asan", "debug", "release")]:
        if (folder / "compile_commands.json").exists():
            return folder
    sys.exit("There is no configured build folder yet. Run: cmake --preset debug")
