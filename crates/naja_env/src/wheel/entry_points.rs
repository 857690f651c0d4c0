//! `entry_points.txt`: the commands that a distribution brings
//! (<https://packaging.python.org/specifications/entry-points/>).

use crate::archive::check_component;
use crate::wheel_problem::{WheelProblem, WheelProblemKind};

/// A command that calls an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPoint {
    /// The command's name.
    pub name: String,
    /// The module to import.
    pub module: String,
    /// The object in it, dotted.
    pub object: String,
    /// Whether it runs without a console (`gui_scripts`), which makes a difference on Windows.
    pub gui: bool,
}

/// Why an `entry_points.txt` is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EntryPointsError {
    /// A line, by its number from 1, is not what may be there. Python's own reader fails over the whole environment then.
    Line(usize, &'static str),
    /// A command can't be installed.
    Name(WheelProblem),
}

/// Reads the commands of an `entry_points.txt`; the entries of other groups are passed over.
///
/// # Errors
/// When a line is no group, entry or comment, when a command's name can't be that of a file in the environment's folder for
/// scripts, or when its object is none.
pub(crate) fn parse(text: &str) -> Result<Vec<EntryPoint>, EntryPointsError> {
    enum Group {
        Commands { gui: bool },
        Other,
    }
    let mut points: Vec<EntryPoint> = Vec::new();
    let mut group = None;
    for (index, line) in text.lines().enumerate() {
        let malformed = |reason| Err(EntryPointsError::Line(index + 1, reason));
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            let Some(name) = rest.strip_suffix(']').map(str::trim).filter(|name| !name.is_empty()) else {
                return malformed("the name of a group is empty or not closed by `]`");
            };
            group = Some(match name {
                "console_scripts" => Group::Commands { gui: false },
                "gui_scripts" => Group::Commands { gui: true },
                _ => Group::Other,
            });
            continue;
        }
        let gui = match group {
            None => return malformed("an entry comes before the first group"),
            Some(_) if !line.contains('=') => return malformed("an entry has no `=`"),
            Some(Group::Commands { gui }) => gui,
            Some(Group::Other) => continue,
        };
        let point = parse_point(line, gui).map_err(EntryPointsError::Name)?;
        match points.iter_mut().find(|earlier| earlier.name == point.name) {
            // A name may be in both groups; the console's wins, as a terminal can show what it prints.
            Some(earlier) if earlier.gui && !gui => *earlier = point,
            Some(_) => {}
            None => points.push(point),
        }
    }
    Ok(points)
}

fn parse_point(line: &str, gui: bool) -> Result<EntryPoint, WheelProblem> {
    let bad = |detail: &str| WheelProblem::at(WheelProblemKind::Script, line, detail);
    let (name, reference) = line.split_once('=').ok_or_else(|| bad("the entry point names no object"))?;
    let (name, reference) = (name.trim(), reference.trim());
    check_name(name)?;
    let reference = reference.split_once('[').map_or(reference, |(reference, _)| reference.trim_end());
    let (module, object) = reference.split_once(':').ok_or_else(|| bad("the entry point names no object"))?;
    let (module, object) = (module.trim(), object.trim());
    if !is_dotted_name(module) || !is_dotted_name(object) {
        return Err(bad("the entry point's object is not a dotted name"));
    }
    Ok(EntryPoint { name: name.to_owned(), module: module.to_owned(), object: object.to_owned(), gui })
}

/// Checks the name of a script: one component, and not one that would stand for the interpreter.
pub(crate) fn check_name(name: &str) -> Result<(), WheelProblem> {
    let bad = |detail: &str| Err(WheelProblem::at(WheelProblemKind::Script, name, detail));
    if name.contains('/') {
        return bad("the name of a script holds a slash");
    }
    check_component(name).map_err(|problem| WheelProblem { kind: WheelProblemKind::Script, ..problem })?;
    if is_interpreter_name(name) {
        return bad("a script of this name would replace the environment's interpreter");
    }
    if is_activation_name(name) {
        return bad("a script of this name would replace the environment's own");
    }
    Ok(())
}

/// Whether `name` is `python`, `pythonw`, `pypy`, with or without a version and `.exe`.
pub(crate) fn is_interpreter_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let stem = lower.strip_suffix(".exe").unwrap_or(&lower);
    ["pythonw", "python", "pypy"].iter().any(|interpreter| {
        stem.strip_prefix(interpreter).is_some_and(|rest| {
            rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b't')
        })
    })
}

/// Whether `name` is that of an activation script.
pub(crate) fn is_activation_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "activate"
            | "activate.csh"
            | "activate.fish"
            | "activate.nu"
            | "activate.ps1"
            | "activate.bat"
            | "deactivate.bat"
    )
}

/// Identifiers and dots; what is written into a script must not be able to end the line.
fn is_dotted_name(text: &str) -> bool {
    text.split('.').all(|part| {
        let mut characters = part.chars();
        characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
            && characters.all(|character| character == '_' || character.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::{EntryPointsError, check_name, parse};
    use crate::wheel_problem::WheelProblemKind;

    #[track_caller]
    fn refused_as_a_script(text: &str) {
        let error = parse(text).unwrap_err();
        assert!(
            matches!(&error, EntryPointsError::Name(problem) if problem.kind == WheelProblemKind::Script),
            "{error:?}"
        );
    }

    #[test]
    fn commands_are_read_and_other_groups_skipped() {
        let text = "# c\n[console_scripts]\nfoo = pkg.mod:main.run [extra]\nbar=pkg:go\n\n[other]\nx = y\n\
                    [gui_scripts]\nbar = pkg:window\nwin = pkg:window\n";
        let points = parse(text).unwrap();
        let shown: Vec<_> = points
            .iter()
            .map(|point| (point.name.as_str(), point.module.as_str(), point.object.as_str(), point.gui))
            .collect();
        let expected = [
            ("foo", "pkg.mod", "main.run", false),
            ("bar", "pkg", "go", false),
            ("win", "pkg", "window", true),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn fault_44_names_that_leave_the_folder_or_replace_the_interpreter_are_refused() {
        for name in [
            "../x",
            "a/b",
            "a\\b",
            "..",
            "a\0b",
            "",
            "python",
            "Python3.12",
            "pythonw.exe",
            "python3.13t",
            "pypy3",
        ] {
            assert_eq!(check_name(name).unwrap_err().kind, WheelProblemKind::Script, "{name:?}");
            let text = format!("[console_scripts]\n{name} = a:b\n");
            refused_as_a_script(&text);
        }
        for name in ["python-config-x", "pythonic", "ipython", "my.cmd", "py.test", "x y"] {
            assert_eq!(check_name(name), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn an_object_can_not_smuggle_code_into_the_script() {
        for object in ["a:b; import os", "a:b()", "a", "a:b\u{85}c", "a b:c", ":a", "a:"] {
            refused_as_a_script(&format!("[console_scripts]\nx = {object}\n"));
        }
    }

    #[test]
    fn fault_44_what_pythons_own_reader_fails_over_is_refused_with_its_line() {
        for (text, line) in [
            ("x = a:b\n", 1),
            ("\0\u{1}\u{2}", 1),
            ("# c\n[console_scripts\nx = a:b\n", 2),
            ("[]\n", 1),
            ("[console_scripts]\nx\n", 2),
            ("[other]\nx = a:b\n\ny: a:b\n", 4),
        ] {
            let error = parse(text).unwrap_err();
            assert!(
                matches!(error, EntryPointsError::Line(number, _) if number == line),
                "{text:?}: {error:?}"
            );
        }
        assert_eq!(parse("\n; c\n[other]\nx = anything\n"), Ok(Vec::new()));
    }
}
