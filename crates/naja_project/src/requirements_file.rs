//! Requirements files, in pip's format: <https://pip.pypa.io/en/stable/reference/requirements-file-format/>.
//!
//! Requirements, constraints and the files they include are read, each with its place. Hashes are dropped, as the lock
//! brings its own. What names a folder, a repository or a bare archive is refused with its place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};
use naja_config::compatibility::{Effect, requirements_option};
use naja_config::document::Result;
use naja_pep::requirement::Requirement;

use crate::declared::{Declared, List, Origin, explain};

/// What a requirements file and those it includes say.
#[derive(Debug, Default)]
pub struct RequirementsFile {
    /// The requirements, in the order of the files.
    pub requirements: Vec<Declared>,
    /// The constraints of `-c` files.
    pub constraints: Vec<Declared>,
    /// Unknown options, which are ignored with a warning.
    pub warnings: Vec<Diagnostic>,
    /// Options without an effect, each with its reason, for `-v`.
    pub without_effect: Vec<String>,
}

/// Reads the requirements file at `path`, shown as `name`, and all that it includes.
///
/// # Errors
/// When a file can't be read, includes itself, or holds a line that naja does not support.
pub fn read_requirements(path: &Path, name: &str) -> Result<RequirementsFile> {
    let mut out = RequirementsFile::default();
    let mut open = vec![File::open(path, name, false, None)?];
    let mut open_paths = BTreeSet::from([canonical(path)]);
    while let Some(file) = open.last_mut() {
        let Some(line) = file.next_line() else {
            if let Some(file) = open.pop() {
                open_paths.remove(&canonical(&file.path));
            }
            continue;
        };
        let Some(include) = file.take(&line, &mut out)? else { continue };
        let path = file.path.parent().unwrap_or(Path::new("")).join(&include.target);
        if !open_paths.insert(canonical(&path)) {
            return Err(file.error("this file is being read already", include.span, "included again here"));
        }
        let name = Path::new(&file.source.name).parent().unwrap_or(Path::new("")).join(&include.target);
        let constraints = file.constraints || include.constraints;
        let next =
            File::open(&path, &name.display().to_string(), constraints, Some((&file.source, include.span)))?;
        open.push(next);
    }
    Ok(out)
}

/// A file being read.
struct File {
    path: PathBuf,
    source: Arc<SourceText>,
    at: usize,
    constraints: bool,
}

/// A logical line: continuation marks are blanked, so that its bytes stand where the file's do.
struct Line {
    text: String,
    start: usize,
}

/// An include, `-r` or `-c`.
struct Include {
    target: String,
    span: Span,
    constraints: bool,
}

impl File {
    fn open(
        path: &Path,
        name: &str,
        constraints: bool,
        from: Option<(&Arc<SourceText>, Span)>,
    ) -> Result<Self> {
        let at = |diagnostic: Diagnostic| match from {
            Some((source, span)) => {
                diagnostic.with_source(Arc::clone(source)).with_label(span, "included here")
            }
            None => diagnostic,
        };
        let bytes =
            fs::read(path).map_err(|error| at(Diagnostic::error(format!("can't read `{name}`: {error}"))))?;
        let Some(text) = decode(&bytes) else {
            let message = format!("`{name}` is in an encoding that naja doesn't read");
            return Err(Box::new(at(Diagnostic::error(message).with_help("save the file as UTF-8"))));
        };
        let source = SourceText::new(name, text);
        Ok(Self { path: path.to_path_buf(), source, at: 0, constraints })
    }

    /// The next logical line that says something.
    fn next_line(&mut self) -> Option<Line> {
        while self.at < self.source.text.len() {
            let start = self.at;
            let mut text = String::new();
            loop {
                let rest = &self.source.text[self.at..];
                let raw = rest.split_inclusive('\n').next().unwrap_or("");
                self.at += raw.len();
                let line = raw.trim_end_matches(['\n', '\r']);
                let comment = line.trim_start().starts_with('#');
                match line.strip_suffix('\\').filter(|_| !comment) {
                    Some(continued) => {
                        text.push_str(continued);
                        text.push_str(&" ".repeat(raw.len() - continued.len()));
                    }
                    None => {
                        text.push_str(line);
                        break;
                    }
                }
                if raw.is_empty() {
                    break;
                }
            }
            text.truncate(comment_start(&text));
            if !text.trim().is_empty() {
                return Some(Line { text, start });
            }
        }
        None
    }

    /// Takes what a line says into `out`, or returns the file that it includes.
    fn take(&self, line: &Line, out: &mut RequirementsFile) -> Result<Option<Include>> {
        let text = line.text.trim();
        let start = line.start + line.text.len() - line.text.trim_start().len();
        let span = Span::from_range(start..start + text.len());
        if !text.starts_with('-') {
            let declared = self.requirement(text, start)?;
            if self.constraints {
                out.constraints.push(declared);
            } else {
                out.requirements.push(declared);
            }
            return Ok(None);
        }
        let (option, value) = split_option(text);
        let target = || {
            let from = start + text.len() - value.len();
            Include {
                target: value.to_owned(),
                span: Span::from_range(from..from + value.len()),
                constraints: matches!(option, "-c" | "--constraint"),
            }
        };
        match option {
            "-r" | "--requirement" | "-c" | "--constraint" if value.contains("://") => {
                let message = "requirements files are not fetched from the network";
                Err(self.error(message, span, "download it and name the file"))
            }
            "-r" | "--requirement" | "-c" | "--constraint" if !value.is_empty() => Ok(Some(target())),
            _ => self.option(option, span, out).map(|()| None),
        }
    }

    /// Does what the table of compatibility says about an option.
    fn option(&self, option: &str, span: Span, out: &mut RequirementsFile) -> Result<()> {
        match requirements_option(option).map(|setting| setting.effect) {
            Some(Effect::Refused(_, help)) => {
                let mut error = self.error(&format!("`{option}` is not supported"), span, "this line");
                error.help = Some(help.to_owned());
                return Err(error);
            }
            Some(Effect::NoEffect(reason)) => out
                .without_effect
                .push(format!("`{option}` in `{}` has no effect: {reason}", self.source.name)),
            Some(Effect::Honoured) => {
                return Err(self.error(&format!("`{option}` names no file"), span, "this line"));
            }
            None => {
                let message = format!("`{option}` is not an option of requirements files");
                out.warnings.push(self.warning(message, span).with_note("the line is ignored"));
            }
        }
        Ok(())
    }

    /// The requirement at the start of `text`, without options such as `--hash` after it.
    fn requirement(&self, text: &str, start: usize) -> Result<Declared> {
        let text = text[..options_start(text)].trim_end();
        let span = Span::from_range(start..start + text.len());
        match Requirement::parse(text) {
            Ok(requirement) => {
                let list = List::Outside;
                Ok(Declared { requirement, origin: Origin { source: Arc::clone(&self.source), span, list } })
            }
            Err(_) if looks_like_a_place(text) => {
                let message = "only packages of an index can be added";
                let mut error = self.error(message, span, "this is a file, a folder or a URL");
                error.help =
                    Some("name the package, as in `flask>=3`; with its name a URL is `name @ URL`".into());
                Err(error)
            }
            Err(error) => {
                let message = format!("invalid requirement in `{}`", self.source.name);
                let diagnostic = Diagnostic::error(message).with_source(Arc::clone(&self.source));
                let offset = Span::from_range(start..start).start;
                let span = Span::new(error.span.start + offset, error.span.end + offset);
                Err(explain(diagnostic, span, &error))
            }
        }
    }

    fn error(&self, message: &str, span: Span, label: &str) -> Box<Diagnostic> {
        let diagnostic = Diagnostic::error(message).with_source(Arc::clone(&self.source));
        Box::new(diagnostic.with_label(span, label))
    }

    fn warning(&self, message: String, span: Span) -> Diagnostic {
        Diagnostic::warning(message).with_source(Arc::clone(&self.source)).with_label(span, "")
    }
}

/// Where the comment of a logical line starts: at a `#` that starts the line or follows white space.
fn comment_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .find(|at| bytes[*at] == b'#' && (*at == 0 || bytes[at - 1].is_ascii_whitespace()))
        .unwrap_or(text.len())
}

/// Where the options of a requirement start: at ` --`, as in ` --hash=sha256:…`.
fn options_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    (1..bytes.len())
        .find(|at| bytes[*at..].starts_with(b"--") && bytes[at - 1].is_ascii_whitespace())
        .unwrap_or(text.len())
}

/// `--name=value`, `--name value`, `-x value` or `-xvalue`.
fn split_option(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(text.len());
    if !text.starts_with("--") && end > 2 && text.is_char_boundary(2) {
        return (&text[..2], text[2..].trim());
    }
    (&text[..end], text[end..].trim_start_matches('=').trim())
}

fn looks_like_a_place(text: &str) -> bool {
    let first = text.split([' ', ';', '[']).next().unwrap_or("");
    first.contains("://")
        || first.starts_with(['.', '/', '~'])
        || first.contains('/')
        || [".whl", ".zip", ".tar.gz"].iter().any(|end| first.ends_with(end))
}

/// The text: UTF-8, UTF-16 with a mark, or Latin-1 where a PEP 263 comment says so. `None` for anything else.
fn decode(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<std::result::Result<String, _>>().ok()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return wide(rest, u16::from_be_bytes),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let head: String = bytes.iter().take(200).map(|byte| char::from(*byte)).collect();
    let says_latin = head.lines().take(2).any(|line| {
        line.trim_start().starts_with('#')
            && ["latin-1", "latin1", "iso-8859-1"].iter().any(|name| line.to_ascii_lowercase().contains(name))
    });
    says_latin.then(|| bytes.iter().map(|byte| char::from(*byte)).collect())
}

fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use naja_base::render::Renderer;

    use super::{decode, read_requirements};

    /// Reads `in.txt` of the given files and shows what comes of it.
    fn check(files: &[(&str, &[u8])], expected: Expect) {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            naja_base::atomic::replace(&folder.path().join(name), bytes).unwrap();
        }
        let renderer = Renderer { color: false, width: 100 };
        let shown = match read_requirements(&folder.path().join("in.txt"), "in.txt") {
            Err(error) => renderer.render(&error),
            Ok(read) => {
                let mut lines = Vec::new();
                for declared in &read.requirements {
                    let origin = &declared.origin;
                    let text = &origin.source.text[origin.span.range()];
                    lines.push(format!("{} · {} {text:?}\n", declared.requirement, origin.source.name));
                }
                lines
                    .extend(read.constraints.iter().map(|declared| format!("-c {}\n", declared.requirement)));
                lines.extend(read.warnings.iter().map(|warning| renderer.render(warning)));
                lines.concat()
            }
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn requirements_constraints_and_includes_are_read_with_their_places() {
        check(
            &[
                (
                    "in.txt",
                    b"# web\nFlask>=3 # why\nhttpx[http2] ; \\\n  python_version < '3.12'\n-r more.txt\n-cpins.txt\r\n",
                ),
                ("more.txt", b"\xef\xbb\xbfdjango==5.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"),
                ("pins.txt", b"idna<4\n"),
            ],
            expect![[r#"
                flask>=3 · in.txt "Flask>=3"
                httpx[http2] ; python_full_version < '3.12' · in.txt "httpx[http2] ; \\\n  python_version < '3.12'"
                django==5.0 · more.txt "django==5.0"
                -c idna<4
            "#]],
        );
    }

    #[test]
    fn options_without_effect_are_reported() {
        check(
            &[("in.txt", b"--extra-index-url https://index.example/simple\n--pre\nidna\n")],
            expect![[r#"
                error: `--extra-index-url` is not supported
                 --> in.txt:1:1
                  |
                1 | --extra-index-url https://index.example/simple
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this line
                  |
                  = help: name the index with `--index` or `--default-index`, or set it in `[tool.naja]`, and remove this line
            "#]],
        );
    }

    #[test]
    fn fault_86_faults_are_pointed_at() {
        check(
            &[("in.txt", b"a\n  b \\\n  >=! 3\n")],
            expect![[r#"
            error: invalid requirement in `in.txt`
             --> in.txt:3:3
              |
            3 |   >=! 3
              |   ^^^ `>=!` is not a version operator
              |
              = help: the operators are `==`, `!=`, `<`, `<=`, `>`, `>=`, `~=` and `===`
        "#]],
        );
        check(
            &[("in.txt", b"-e .\n")],
            expect![[r#"
                error: `-e` is not supported
                 --> in.txt:1:1
                  |
                1 | -e .
                  | ^^^^ this line
                  |
                  = help: naja does not install from folders yet: remove this line
            "#]],
        );
        check(
            &[("in.txt", b"./dist/x-1.whl\n")],
            expect![[r#"
            error: only packages of an index can be added
             --> in.txt:1:1
              |
            1 | ./dist/x-1.whl
              | ^^^^^^^^^^^^^^ this is a file, a folder or a URL
              |
              = help: name the package, as in `flask>=3`; with its name a URL is `name @ URL`
        "#]],
        );
        check(
            &[("in.txt", b"git+https://code.example/x\n")],
            expect![[r#"
            error: only packages of an index can be added
             --> in.txt:1:1
              |
            1 | git+https://code.example/x
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^ this is a file, a folder or a URL
              |
              = help: name the package, as in `flask>=3`; with its name a URL is `name @ URL`
        "#]],
        );
        check(
            &[("in.txt", b"-r sub.txt\n"), ("sub.txt", b"a\n-r in.txt\n")],
            expect![[r#"
            error: this file is being read already
             --> sub.txt:2:4
              |
            2 | -r in.txt
              |    ^^^^^^ included again here
        "#]],
        );
        check(
            &[("in.txt", b"-r https://x.example/r.txt\n")],
            expect![[r#"
            error: requirements files are not fetched from the network
             --> in.txt:1:1
              |
            1 | -r https://x.example/r.txt
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^ download it and name the file
        "#]],
        );
    }

    #[test]
    fn an_include_may_come_twice_but_not_within_itself() {
        check(
            &[("in.txt", b"-r a.txt\n-r a.txt\n"), ("a.txt", b"idna\n")],
            expect![[r#"
            idna · a.txt "idna"
            idna · a.txt "idna"
        "#]],
        );
    }

    #[test]
    fn encodings_are_recognised_by_their_marks() {
        assert_eq!(decode(b"\xff\xfea\0b\0").as_deref(), Some("ab"));
        assert_eq!(decode(b"\xfe\xff\0a\0b").as_deref(), Some("ab"));
        assert_eq!(
            decode(b"# -*- coding: latin-1 -*-\n# \xe9\n").as_deref(),
            Some("# -*- coding: latin-1 -*-\n# é\n")
        );
        assert_eq!(decode(b"\xe9\n"), None);
    }
}
