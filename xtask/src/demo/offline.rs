//! The demonstration without a network: a project on a small index that is carried along.

use naja_testkit::IndexServer;

use super::Demo;

/// A test runner, a library with an extra, and what they need: wheels are made of this when the index starts.
const UNIVERSE: &str = r#"
[packages.greeter]
"1.0" = ["phrases>=1"]
"1.1" = { requires-dist = ["phrases>=2", "clockwork ; extra == 'time'"], extras = ["time"], files = { "greeter/__init__.py" = """
from phrases import HELLO


def greet(name):
    return f"{HELLO}, {name}!"
""" } }

[packages.phrases]
"1.0" = { files = { "phrases/__init__.py" = "HELLO = 'Hi'\n" } }
"2.0" = { files = { "phrases/__init__.py" = "HELLO = 'Hello'\n" } }

[packages.clockwork]
"0.3" = { requires-python = ">=3.8" }

[packages.pytest]
"8.0" = { files = { "pytest/__init__.py" = "", "pytest/__main__.py" = """
import pathlib
import runpy
import sys

sys.path.insert(0, "src")
passed = 0
for path in sorted(pathlib.Path("tests").glob("test_*.py")):
    for name, value in runpy.run_path(str(path)).items():
        if name.startswith("test_") and value.__code__.co_argcount == 0:
            value()
            passed += 1
print(f"{passed} passed")
sys.exit(0 if passed else 5)
""" } }
"#;

const TEST: &str =
    "from greeter import greet\n\n\ndef test_greet():\n    assert greet(\"Ada\") == \"Hello, Ada!\"\n";

/// The life of a small project.
pub(super) fn run(demo: &mut Demo) -> anyhow::Result<()> {
    let index = IndexServer::of(UNIVERSE);
    let cache = demo.folder.path().join("cache").to_string_lossy().into_owned();
    demo.environment =
        vec![("NAJA_DEFAULT_INDEX".to_owned(), index.url()), ("NAJA_CACHE_DIR".to_owned(), cache)];
    demo.step(&["init", "shop"])?;
    demo.project = demo.folder.path().join("shop");
    // The replacement for pytest knows plain functions only.
    naja_base::atomic::replace(&demo.project.join("tests/test_greeting.py"), TEST.as_bytes())?;
    demo.step(&["add", "greeter[time]>=1"])?;
    demo.step(&["lock", "--check"])?;
    demo.step(&["sync", "--check"])?;
    demo.step(&["run", "python", "-c", "import greeter; print(greeter.greet('world'))"])?;
    demo.step(&["test"])?;
    demo.step(&["tree"])
}
