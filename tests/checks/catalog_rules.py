#!/usr/bin/env -S python3 -B
"""Says what is wrong with sentences of the catalog and with their translations."""

import re
import sys
from pathlib import Path

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NAME = re.compile(r"[a-z][a-z_]*$")


def unquoted(text):
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


def entries(path):
    """Each entry of a file: (id, plural, [translations])."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        fields, current = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            found = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d+\])?|msgctxt) "(.*)"$', line)
            if found:
                current = found[1]
                fields[current] = unquoted(found[2])
            elif current and line.startswith('"'):
                fields[current] += unquoted(line[1:-1])
        if fields.get("msgid"):
            said = [words for key, words in fields.items() if key.startswith("msgstr")]
            yield fields["msgid"], fields.get("msgid_plural"), said


def names_in(text):
    return set(PLACEHOLDER.findall(text))


def balanced(text):
    return text.count("`") % 2 == 0


def faults_of_catalog(catalog):
    for sentence, plural, _ in catalog:
        for text in (sentence, plural or ""):
            if not all(NAME.match(name) for name in names_in(text)):
                yield f"a placeholder has no plain name: {text!r}"
            if not balanced(text):
                yield f"a ` is not closed: {text!r}"
        # xgettext takes the name of a placeholder and a literal behind it for one and many.
        if plural and NAME.match(sentence):
            yield f"is no sentence; the value of a first placeholder may not begin with a literal: {sentence!r}"
        if plural and names_in(sentence) - {"count"} != names_in(plural) - {"count"}:
            yield f"one and many name different things: {sentence!r}"


def faults_of_translation(catalog, translation):
    known = {sentence: plural for sentence, plural, _ in catalog}
    for sentence, plural, said in translation:
        if sentence not in known:
            yield f"is not in the catalog: {sentence!r}"
            continue
        needed = names_in(sentence) - {"count"}
        for text in filter(None, said):
            if names_in(text) - {"count"} != needed or not names_in(text) <= names_in(sentence) | names_in(plural or ""):
                yield f"has other placeholders than {sentence!r}: {text!r}"
            if not balanced(text):
                yield f"a ` is not closed: {text!r}"


def main(names):
    paths = [Path(name) for name in names if Path(name).exists()]
    catalog = list(entries(paths[0]))
    faults = [(paths[0], fault) for fault in faults_of_catalog(catalog)]
    for path in paths[1:]:
        faults += [(path, fault) for fault in faults_of_translation(catalog, list(entries(path)))]
    for path, fault in faults:
        print(f"{path}: {fault}")
    if not faults:
        print(f"{len(catalog)} sentences in the catalog.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
