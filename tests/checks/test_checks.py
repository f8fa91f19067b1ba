#!/usr/bin/env -S python3 -B
"""The checks themselves: each finds what it is for, and is content with what is right."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from common import ROOT, compile_commands

HERE = Path(__file__).resolve().parent
ROOMS = """
huzzah_room(base)
huzzah_room(chat USES base)
huzzah_room(net USES base LINKS OpenSSL::SSL)
set(beneath store base)
huzzah_room(store USES base LINKS SQLiteCpp)
huzzah_room(app/people USES ${beneath})
"""


def run(check, *arguments):
    """(exit code, output) of a check."""
    done = subprocess.run([HERE / check, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    return done.returncode, done.stdout


class Tree(unittest.TestCase):
    """A small project to hold against the checks."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("lib/CMakeLists.txt", ROOMS)
        for room in ("base", "chat", "net", "store", "app/people"):
            self.write(f"lib/{room}/thing.hpp", "#pragma once\n")
        self.write("bot/main.cpp", '#include "store/thing.hpp"\n#include "net/thing.hpp"\n')
        self.write("tests/unit/main.cpp", "\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def complains(self, check, name, text, place, words):
        self.write(name, text)
        code, output = run(check, self.root)
        self.assertEqual(code, 1, output)
        self.assertIn(place + ": ", output)
        self.assertIn(words, output)
        self.assertEqual(len(output.splitlines()), 1, output)

    def accepts(self, check, name, text):
        self.write(name, text)
        code, output = run(check, self.root)
        self.assertEqual(code, 0, output)


class Rooms(Tree):
    def test_a_tidy_house_passes(self):
        self.accepts("rooms", "lib/chat/a.cpp", '#include "chat/thing.hpp"\n\n#include "base/thing.hpp"\n')

    def test_a_room_may_not_use_one_that_its_line_does_not_name(self):
        self.complains("rooms", "lib/chat/a.cpp", '#include "base/thing.hpp"\n#include "net/thing.hpp"\n',
                       "lib/chat/a.cpp:2", 'chat includes "net/thing.hpp"')

    def test_a_room_may_not_use_the_program(self):
        self.complains("rooms", "lib/chat/a.cpp", '#include "bot/config.hpp"\n', "lib/chat/a.cpp:1", "the program")

    def test_beast_stays_in_sources_of_net(self):
        self.accepts("rooms", "lib/net/a.cpp", "#include <boost/beast/core.hpp>\n#include <boost/asio/ip/tcp.hpp>\n")
        self.complains("rooms", "lib/base/a.hpp", "#include <boost/asio/ssl.hpp>\n", "lib/base/a.hpp:1", "lib/net/*.cpp")

    def test_a_heavy_header_of_net_stays_inside(self):
        self.write("lib/net/stream.hpp", "#pragma once\n#include <boost/asio/ssl.hpp>\n")
        self.accepts("rooms", "lib/net/inner.hpp", '#pragma once\n#include "net/stream.hpp"\n')
        self.complains("rooms", "bot/a.cpp", '#include "net/inner.hpp"\n', "bot/a.cpp:1", "boost/asio/ssl.hpp")

    def test_beast_stays_out_of_the_program(self):
        self.complains("rooms", "bot/a.cpp", "#include <boost/beast/http.hpp>\n", "bot/a.cpp:1", "lib/net/*.cpp")

    def test_light_asio_is_for_everyone(self):
        self.accepts("rooms", "lib/chat/a.hpp", "#include <boost/asio/awaitable.hpp>\n")

    def test_whole_json_does_not_leave_its_room_in_a_header(self):
        self.accepts("rooms", "lib/base/a.hpp", "#include <nlohmann/json_fwd.hpp>\n")
        self.accepts("rooms", "lib/base/private.hpp", "#include <nlohmann/json.hpp>\n")
        self.accepts("rooms", "lib/base/b.cpp", '#include "base/private.hpp"\n')
        self.complains("rooms", "lib/chat/b.cpp", '#include "base/private.hpp"\n', "lib/chat/b.cpp:1", "json.hpp")

    def test_sqlite_stays_in_the_store(self):
        self.accepts("rooms", "lib/store/a.cpp", "#include <SQLiteCpp/Database.h>\n")
        self.complains("rooms", "lib/chat/a.cpp", "#include <SQLiteCpp/Database.h>\n", "lib/chat/a.cpp:1",
                       "lib/store")

    def test_sql_is_in_the_files_for_it(self):
        self.write("lib/store/connection.hpp", "#pragma once\n")
        self.accepts("rooms", "lib/app/people/a.cpp", '#include "store/connection.hpp"\n')
        self.write("lib/CMakeLists.txt", ROOMS + "huzzah_room(features/water USES app/people ${beneath})\n")
        self.accepts("rooms", "lib/features/water/rows.cpp", '#include "store/connection.hpp"\n')
        self.complains("rooms", "lib/features/water/a.cpp", '#include "store/connection.hpp"\n',
                       "lib/features/water/a.cpp:1", "hold SQL")

    def test_a_folder_is_a_namespace(self):
        declared = "namespace huzzah::store {\nclass connection;\n}\n\n"
        self.accepts("rooms", "lib/app/people/a.hpp", declared + "namespace huzzah::people {\nclass person {};\n}\n")
        self.accepts("rooms", "bot/cli/a.cpp", "namespace huzzah::bot::cli {\nint one();\n}\n")
        self.complains("rooms", "bot/config/a.cpp", "namespace huzzah::bot {\nint one();\n}\n", "bot/config/a.cpp:1",
                       "huzzah::bot::config")

    def test_what_people_said_comes_from_the_ledger(self):
        asks = 'auto rows = on.select("SELECT text FROM entry WHERE id = ?", id);\n'
        self.write("lib/CMakeLists.txt", ROOMS + "huzzah_room(app/ledger USES app/people ${beneath})\n")
        self.accepts("rooms", "lib/app/ledger/a.cpp", asks)
        self.complains("rooms", "lib/app/people/a.cpp", asks, "lib/app/people/a.cpp:1", "only app/ledger may")

    def test_a_room_in_a_room_has_a_line_of_its_own(self):
        self.accepts("rooms", "lib/app/people/a.cpp", '#include "store/thing.hpp"\n')
        self.complains("rooms", "lib/store/a.cpp", '#include "app/people/thing.hpp"\n', "lib/store/a.cpp:1",
                       'store includes "app/people/thing.hpp"')

    def test_nothing_below_knows_a_feature(self):
        self.complains("rooms", "lib/CMakeLists.txt", ROOMS + "huzzah_room(app/ledger USES features/kudos base)\n",
                       "lib/CMakeLists.txt:8", "may never use features/kudos")

    def test_standups_and_digests_stay_apart(self):
        self.complains("rooms", "lib/CMakeLists.txt", ROOMS + "huzzah_room(features/digests USES features/standups)\n",
                       "lib/CMakeLists.txt:8", "may never use features/standups")

    def test_a_room_needs_a_line(self):
        self.complains("rooms", "lib/cellar/a.cpp", "\n", "lib/cellar:1", "without a line")

    def test_no_line_may_let_a_room_use_slack(self):
        self.write("lib/slack/a.cpp", "\n")
        self.complains("rooms", "lib/CMakeLists.txt", ROOMS + "huzzah_room(slack USES chat net base)\n"
                       "huzzah_room(features/a USES slack base)\n", "lib/CMakeLists.txt:9", "features/a uses slack")

    def test_the_sandbox_knows_nothing_of_our_rooms(self):
        self.complains("rooms", "lib/CMakeLists.txt", ROOMS + "huzzah_room(sandbox USES net chat base)\n",
                       "lib/CMakeLists.txt:8", "may never use chat")

    def test_the_top_level_stays_small(self):
        self.complains("rooms", "notes.txt", "\n", "notes.txt:1", "at the top")


class Habits(Tree):
    def test_good_ones_pass(self):
        self.accepts("habits", "tests/unit/base/a.cpp", 'co_await clock.sleep_for(1s);\nsay("sleep(5)");\n')
        self.accepts("habits", "tests/e2e/a.mjs", "const limit = setTimeout(() => fail('late'), 5000);\n")

    def test_a_test_that_sleeps(self):
        self.complains("habits", "tests/unit/base/a.cpp", "\nstd::this_thread::sleep_for(1s);\n",
                       "tests/unit/base/a.cpp:2", "wall clock")

    def test_a_script_that_sleeps(self):
        self.complains("habits", "tests/e2e/a.mjs", "await new Promise((r) => setTimeout(r, 500));\n",
                       "tests/e2e/a.mjs:1", "wall clock")

    def test_unfinished_work(self):
        self.complains("habits", "lib/chat/a.cpp", "// TO" "DO: the rest\n", "lib/chat/a.cpp:1", "unfinished")

    def test_a_file_that_holds_too_much(self):
        self.complains("habits", "lib/chat/a.cpp", "\n" * 401, "lib/chat/a.cpp:401", "two ideas")

    def test_a_clock_of_its_own(self):
        self.complains("habits", "lib/chat/a.cpp", "auto n = std::chrono::system_clock::now();\n", "lib/chat/a.cpp:1",
                       "base::clock")

    def test_comments_are_in_plain_words(self):
        self.accepts("habits", "lib/chat/a.cpp", '/// For the giver only; waits for no one.\nlog("// told nobody");\n'
                     "auto told = alone(whom);\n")
        self.accepts("habits", "tests/unit/chat/a.cpp", "// Nobody is told.\n")
        self.complains("habits", "lib/chat/a.cpp", "\nint a;  ///< for the giver alone\n", "lib/chat/a.cpp:2",
                       '"alone" in a comment')
        self.complains("habits", "lib/chat/a.cpp", "// Whoever presses it.\n", "lib/chat/a.cpp:1", "plain words")


class Sources(unittest.TestCase):
    def test_those_of_a_unity_build_are_looked_at_one_by_one(self):
        ours = ROOT / "lib/base/text.cpp"
        with tempfile.TemporaryDirectory() as folder:
            together = Path(folder, "unity_0_cxx.cxx")
            together.write_text(f'/* generated by CMake */\n\n#include "{ours}"\n\n#include "/elsewhere/b.cpp"\n')
            entry = {"directory": folder, "file": str(together), "command": f"c++ -O1 -o a.o -c {together}"}
            Path(folder, "compile_commands.json").write_text(json.dumps([entry]))
            self.assertEqual(compile_commands(folder, ("lib",)), [(ours, folder, ["-O1"])])


class Coroutines(unittest.TestCase):
    def test_every_wrong_line_is_found_and_no_other(self):
        sample = HERE / "samples" / "wrong.cpp"
        expected = [n for n, line in enumerate(sample.read_text().splitlines(), 1) if line.endswith("// wrong")]
        code, output = run("coroutines", sample)
        found = sorted({int(line.split(":")[1]) for line in output.splitlines() if line.startswith("tests/")})
        self.assertEqual((code, found), (1, expected), output)

    def test_what_is_right_passes(self):
        code, output = run("coroutines", HERE / "samples" / "right.cpp")
        self.assertEqual(code, 0, output)

    def test_a_source_that_does_not_compile_is_no_success(self):
        with tempfile.NamedTemporaryFile(suffix=".cpp") as broken:
            broken.write(b"int main( {")
            broken.flush()
            code, output = run("coroutines", broken.name)
        self.assertEqual(code, 1, output)


class Hardened(unittest.TestCase):
    FLAGS = """-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fPIE
        -ffile-prefix-map={folder}/= -pie -Wl,-z,relro,-z,now""".split()
    WITHOUT = """-U_FORTIFY_SOURCE -U_GLIBCXX_ASSERTIONS -fno-stack-protector -fno-PIE
        -no-pie -Wl,-z,norelro,-z,lazy""".split()
    SOURCE = """#include <cstdio>
        #include <cstring>
        #include <vector>
        int main(int count, char** words) {
          char word[16];
          std::strcpy(word, words[0]);
          std::vector<int> numbers{1};
          std::printf("%s %s %d", word, __FILE__, numbers[count]);
        }"""

    def found(self, flags):
        """What the check finds in a program that is made with these flags."""
        with tempfile.TemporaryDirectory() as folder:
            source, program = Path(folder, "a.cpp"), Path(folder, "a")
            source.write_text(self.SOURCE)
            flags = [flag.format(folder=folder) for flag in flags]
            subprocess.run(["g++", "-O2", *flags, source, "-o", program], check=True)
            code, output = run("hardened", program, "--built-in", folder)
        self.assertEqual(code, 1 if output else 0, output)
        return [line.rpartition(": ")[2] for line in output.splitlines()]

    def test_all_flags_pass(self):
        self.assertEqual(self.found(self.FLAGS), [])

    def test_each_flag_that_is_not_there_is_found(self):
        self.assertEqual(self.found(self.WITHOUT), [
            "-fPIE -pie", "-Wl,-z,relro", "-Wl,-z,now", "-fstack-protector-strong", "-D_FORTIFY_SOURCE=3",
            "-D_GLIBCXX_ASSERTIONS", "-ffile-prefix-map"])


class Results(unittest.TestCase):
    CASES = """<testsuites><testsuite><testcase name="right"/><testcase name="also right"/>{}</testsuite></testsuites>"""
    WRONG = '<testcase name="wrong"><failure message="1 == 2">CHECK( 1 == 2 ) is NOT correct!</failure></testcase>'

    def sums(self, programs):
        """What is said of programs that write these cases, print and end so: {name: (cases, output, exit code)}."""
        with tempfile.TemporaryDirectory() as folder:
            lines = []
            for name, (cases, output, code) in programs.items():
                script = Path(folder, name)
                script.write_text(f"cat >{folder}/{name}.xml <<'XML'\n{cases}\nXML\n" if cases else "")
                with script.open("a") as file:
                    file.write(f"echo '{output}'\nexit {code}\n")
                lines.append(f"add_test({name} sh {script})\n")
            Path(folder, "CTestTestfile.cmake").write_text("".join(lines))
            subprocess.run(["ctest", "--test-dir", folder, "--output-junit", f"{folder}/ctest.xml"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            code, output = run("../results", folder, "/dev/null")
        self.assertEqual(code, 0, output)
        return output.split("\n", 1)

    def test_a_case_that_fails_counts_once_and_says_why(self):
        sums, said = self.sums({"unit_a": (self.CASES.format(self.WRONG), "much", 1),
                                "unit_b": (self.CASES.format(""), "nothing", 0)})
        self.assertEqual(sums, "4 1 0")
        self.assertIn("unit_a: wrong\n", said)
        self.assertIn("CHECK( 1 == 2 ) is NOT correct!", said)
        self.assertNotIn("unit_b", said)

    def test_a_program_that_crashes_counts_once_and_its_output_is_shown(self):
        sums, said = self.sums({"unit_a": ("", "out of luck", 3), "unit_b": (self.CASES.format(""), "", 0)})
        self.assertEqual((sums, "out of luck" in said), ("2 1 0", True), said)

    def test_one_that_breaks_off_or_fails_after_its_cases_is_a_failure(self):
        sums, said = self.sums({"unit_a": ("<testsuites><testcase", "", 3),
                                "unit_b": (self.CASES.format(""), "ERROR: LeakSanitizer: lost\n" + "x\n" * 100, 1)})
        self.assertEqual((sums, "LeakSanitizer: lost" in said), ("2 2 0", True), said)

    def test_what_is_skipped_is_neither(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "node.xml").write_text(self.CASES.format('<testcase name="c"><skipped/></testcase>'))
            self.assertEqual(run("../results", folder, "/dev/null"), (0, "2 0 1\n"))

    def test_a_file_that_node_cannot_run_comes_with_what_the_log_has_before_its_name(self):
        with tempfile.TemporaryDirectory() as folder:
            test, log = Path(folder, "a.test.mjs"), Path(folder, "log")
            Path(folder, "node.xml").write_text(self.CASES.format(
                f'<testcase name="{test}"><failure message="test failed">of no use</failure></testcase>'))
            log.write_text(f"SyntaxError: Unexpected token\n✖ {test} (1ms)\nand more\n")
            self.assertEqual(run("../results", folder, log), (
                0, f"2 1 0\nnode: {test}\n    SyntaxError: Unexpected token\n"))


class Node(unittest.TestCase):
    def test_a_package_that_has_changed_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            programs = Path(folder, "programs")
            programs.mkdir()
            for name, text in {"node": "echo v18.0.0", "uname": "echo x86_64",
                               "npm": 'echo changed >"$4/node.tgz" && echo node.tgz'}.items():
                Path(programs, name).write_text(f"#!/bin/sh\n{text}\n")
                Path(programs, name).chmod(0o755)
            done = subprocess.run(["bash", "-c", f'PATH={programs}:$PATH; source "{HERE.parent}/node.sh"; provide_node'],
                                  cwd=folder, capture_output=True, text=True, check=False)
            left = [path.name for path in Path(folder, "build").rglob("*") if path.is_file()]
        self.assertEqual((done.returncode, left), (1, []), done.stdout + done.stderr)
        self.assertIn("not what it was when it was chosen", done.stdout)


if __name__ == "__main__":
    unittest.main()
