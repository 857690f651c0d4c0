"""Answers the cases of `cargo xtask ecosystem pep` with the `packaging` library: a JSON list in, a JSON list out."""

import json
import sys

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
from packaging.version import Version


def truths(marker, environments):
    if marker is None:
        return "1" * len(environments)
    return "".join("1" if marker.evaluate(environment) else "0" for environment in environments)


def name(case, environments):
    return canonicalize_name(case["text"], validate=True)


def version(case, environments):
    return str(Version(case["text"]))


def specifier(case, environments):
    specifiers = SpecifierSet(case["text"])
    return "".join("1" if specifiers.contains(v, prereleases=True) else "0" for v in case["versions"])


def marker(case, environments):
    return truths(Marker(case["text"]), environments)


def normal(specifier):
    text, star = specifier.version, ""
    if text.endswith(".*"):
        text, star = text[:-2], ".*"
    return specifier.operator + str(Version(text)) + star


def requirement(case, environments):
    parsed = Requirement(case["text"])
    return [
        canonicalize_name(parsed.name),
        sorted({canonicalize_name(extra) for extra in parsed.extras}),
        sorted({normal(one) for one in parsed.specifier}),
        parsed.url,
        truths(parsed.marker, environments),
    ]


def wheel(case, environments):
    name, version, build, tags = parse_wheel_filename(case["text"])
    return [name, str(version), [str(part) for part in build], sorted(str(tag) for tag in tags)]


def sdist(case, environments):
    name, version = parse_sdist_filename(case["text"])
    return [name, str(version)]


def tags(case, environments):
    python = tuple(case["python"])
    platforms = case["platforms"]
    if platforms is None:
        platforms = list(mac_platforms(tuple(case["macos"]), case["arch"]))
    own = "cp{}{}".format(*python)
    suffix = "t" if case["free"] else "m" if python < (3, 8) else ""
    specific = cpython_tags(python, [own + suffix], platforms)
    return [str(tag) for tag in specific] + [str(tag) for tag in compatible_tags(python, own, platforms)]


def main():
    task = json.load(open(sys.argv[1], encoding="utf-8"))
    answers = []
    for case in task["cases"]:
        try:
            answers.append(globals()[case["kind"]](case, task["environments"]))
        except Exception as error:  # the library raises a class of its own for each kind
            answers.append({"error": "{}: {}".format(type(error).__name__, error)})
    json.dump(answers, sys.stdout)


main()
