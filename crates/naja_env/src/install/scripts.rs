//! The executables of an environment: scripts that start its interpreter.

use crate::wheel::entry_points::EntryPoint;

/// The longest first line that every Linux kernel reads, in bytes.
const MAX_LINE: usize = 127;

/// The first line, or lines, that start the interpreter at `python`.
///
/// The kernel splits at the first space and reads a bounded length. A path it can't read is given to `sh` by a line that
/// means nothing to Python: `'''exec' … '''` is a string there.
pub(super) fn shebang(python: &str) -> String {
    if python.len() + 2 <= MAX_LINE && !python.contains([' ', '\t']) {
        return format!("#!{python}\n");
    }
    format!("#!/bin/sh\n'''exec' {} \"$0\" \"$@\"\n' '''\n", quote_for_both(python))
}

/// `text` as one word for sh, without three quotation marks in a row and without a backslash that Python would take for
/// the start of an unknown escape.
fn quote_for_both(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '$' | '`' | '"' | '\\' => {
                out.push_str("\"'");
                out.push(character);
                out.push_str("'\"");
            }
            '\'' => out.push_str("'\"\""),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// The script that calls `point`, to be run by the interpreter at `python`.
pub(super) fn entry_point(point: &EntryPoint, python: &str) -> String {
    let first = point.object.split('.').next().unwrap_or(&point.object);
    format!(
        "{}# -*- coding: utf-8 -*-\nimport sys\nfrom {} import {first}\n\nif __name__ == \"__main__\":\n    \
         if sys.argv[0].endswith(\".exe\"):\n        sys.argv[0] = sys.argv[0][:-4]\n    sys.exit({}())\n",
        shebang(python),
        point.module,
        point.object,
    )
}

/// The contents of a wheel's script with the interpreter at `python` in place of the placeholder in its first line.
pub(super) fn rewrite(contents: &[u8], python: &str) -> Vec<u8> {
    let line_end = memchr::memchr(b'\n', contents).unwrap_or(contents.len());
    let rest = contents.get(line_end + 1..).unwrap_or_default();
    [shebang(python).as_bytes(), rest].concat()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{entry_point, rewrite, shebang};
    use crate::wheel::entry_points::EntryPoint;

    #[test]
    fn a_script_imports_and_calls_the_object() {
        let point =
            EntryPoint { name: "x".into(), module: "a.b".into(), object: "App.main".into(), gui: false };
        expect![[r#"
            #!/e/bin/python
            # -*- coding: utf-8 -*-
            import sys
            from a.b import App

            if __name__ == "__main__":
                if sys.argv[0].endswith(".exe"):
                    sys.argv[0] = sys.argv[0][:-4]
                sys.exit(App.main())
        "#]]
        .assert_eq(&entry_point(&point, "/e/bin/python"));
    }

    #[test]
    fn the_placeholder_line_is_replaced_and_the_rest_kept() {
        assert_eq!(rewrite(b"#!python -E\r\nx = 1\n", "/p"), b"#!/p\nx = 1\n");
        assert_eq!(rewrite(b"#!pythonw", "/p"), b"#!/p\n");
    }

    #[test]
    fn paths_the_kernel_can_not_read_go_through_sh() {
        assert_eq!(shebang("/a b/python"), "#!/bin/sh\n'''exec' \"/a b/python\" \"$0\" \"$@\"\n' '''\n");
        let long = format!("/{}/python", "x".repeat(130));
        assert!(shebang(&long).starts_with("#!/bin/sh\n"));
    }

    #[cfg(unix)]
    #[test]
    fn fault_66_sh_and_python_both_understand_the_trampoline() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        use std::process::Command;
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["a b", "it's '''three''' '", "$(x) `y` \"z\" \\ \\n \\N{x} ", "ünï \u{1f40d} '\\' \"'\"'"]
        {
            let bin = folder.path().join(name);
            std::fs::create_dir(&bin).unwrap();
            let python = bin.join("python");
            symlink(crate::interpreter::tests::python(), &python).unwrap();
            let script = bin.join("script");
            let text = format!("{}import sys; print(sys.argv[1:])\n", shebang(python.to_str().unwrap()));
            naja_base::atomic::replace(&script, text.as_bytes()).unwrap();
            std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
            let output = Command::new(&script).args(["a b", "$c"]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&output.stdout), "['a b', '$c']\n", "{name}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
        }
    }
}
