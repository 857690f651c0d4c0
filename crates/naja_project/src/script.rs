//! Inline metadata of scripts (PEP 723): <https://packaging.python.org/en/latest/specifications/inline-script-metadata/>.

use std::sync::Arc;

use naja_base::{Diagnostic, SourceText, Span};
use naja_config::document::{Document, Node, Result};

/// The first line of the block that describes a script's environment.
const START: &str = "# /// script";
const END: &str = "# ///";

/// Refuses a script whose inline metadata asks for an environment: dependencies, a Python, or settings of a tool.
///
/// # Errors
/// When it asks for one, its block is not TOML, or it has two blocks.
pub fn refuse_script_metadata(script: &Arc<SourceText>) -> Result<()> {
    let Some(block) = find_block(script)? else { return Ok(()) };
    let document = Document::parse(SourceText::new(script.name.clone(), block))?;
    let root = document.root();
    let is_empty = |node: &Node<'_>| {
        node.array().is_ok_and(|members| members.is_empty())
            || node.table().is_ok_and(|pairs| pairs.is_empty())
    };
    let asks = ["dependencies", "requires-python", "tool"]
        .into_iter()
        .find_map(|key| root.get(key).filter(|node| !is_empty(node)));
    match asks {
        None => Ok(()),
        Some(node) => Err(Box::new(
            Diagnostic::error("inline script metadata is not supported")
                .with_source(Arc::clone(script))
                .with_label(node.key_span(), "the script asks for an environment of its own")
                .with_help(
                    "add the dependencies to the project with `naja add` and remove the block, or run it with `naja run python SCRIPT`",
                ),
        )),
    }
}

/// The TOML of the block in the bytes that it has in the script, with everything else blanked; `None` without a block.
fn find_block(script: &Arc<SourceText>) -> Result<Option<String>> {
    let text = &script.text;
    if !text.contains(START) {
        return Ok(None);
    }
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        lines.push((offset, line.trim_end_matches(['\n', '\r'])));
        offset += line.len();
    }
    let mut block: Option<std::ops::Range<usize>> = None;
    let mut at = 0;
    while at < lines.len() {
        if lines[at].1 != START {
            at += 1;
            continue;
        }
        let comments =
            lines[at + 1..].iter().take_while(|(_, line)| *line == "#" || line.starts_with("# ")).count();
        // As the standard has it, the last end marker of the comment counts; without one it is no block.
        let inside = &lines[at + 1..=at + comments];
        let Some(length) = inside.iter().rposition(|(_, line)| *line == END) else {
            at += 1;
            continue;
        };
        if block.is_some() {
            let span = Span::from_range(lines[at].0..lines[at].0 + START.len());
            return Err(Box::new(
                Diagnostic::error("a script has only one block of inline metadata")
                    .with_source(Arc::clone(script))
                    .with_label(span, "this is the second"),
            ));
        }
        block = Some(at + 1..at + 1 + length);
        at += 2 + length;
    }
    let Some(block) = block else { return Ok(None) };
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if block.contains(&index) {
            out.push_str(if line.starts_with("# ") { "  " } else { " " });
            out.push_str(&line[if line.starts_with("# ") { 2 } else { 1 }..]);
        } else {
            let content = line.trim_end_matches(['\n', '\r']);
            out.push_str(&" ".repeat(content.len()));
            out.push_str(&line[content.len()..]);
        }
    }
    Ok(Some(out))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use naja_base::SourceText;
    use naja_base::render::Renderer;

    use super::refuse_script_metadata;

    fn check(script: &str, expected: &Expect) {
        let shown = match refuse_script_metadata(&SourceText::new("job.py", script)) {
            Ok(()) => "runs\n".to_owned(),
            Err(error) => Renderer { color: false, width: 100 }.render(&error),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn fault_121_a_script_that_asks_for_an_environment_is_refused() {
        check(
            "#!/usr/bin/env python\n# é\n# /// script\n# requires-python = '>=3.9'\n#\n# dependencies = ['six']\n# ///\nimport six\n",
            &expect![[r"
                error: inline script metadata is not supported
                 --> job.py:6:3
                  |
                6 | # dependencies = ['six']
                  |   ^^^^^^^^^^^^ the script asks for an environment of its own
                  |
                  = help: add the dependencies to the project with `naja add` and remove the block, or run it with `naja run python SCRIPT`
            "]],
        );
    }

    #[test]
    fn a_script_whose_metadata_asks_for_nothing_runs() {
        check("# /// script\n# dependencies = []\n# ///\n", &expect![["runs\n"]]);
        check("# /// other\n# dependencies = ['six']\n# ///\n", &expect![["runs\n"]]);
        check("# /// script\n# dependencies = ['six']\nprint()\n# ///\n", &expect![["runs\n"]]);
    }

    #[test]
    fn broken_metadata_is_pointed_at() {
        check(
            "# /// script\n# dependencies = [\n# ///\n",
            &expect![[r#"
                error: `job.py` is not valid TOML
                 --> job.py:2:19
                  |
                2 |   dependencies = [
                  |                   ^ unclosed array, expected `]`
            "#]],
        );
        check(
            "# /// script\n# ///\n\n# /// script\n# ///\n",
            &expect![[r#"
                error: a script has only one block of inline metadata
                 --> job.py:4:1
                  |
                4 | # /// script
                  | ^^^^^^^^^^^^ this is the second
            "#]],
        );
    }
}
