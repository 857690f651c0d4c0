//! E401: several modules in one `import`.

use crate::checker::Checker;
use crate::node::StmtKind;
use crate::rule::{Category, FixKind, Hook, Rule};
use naja_base::{Edit, Span};
use naja_syntax::ast::Stmt;

pub(crate) static RULE: Rule = Rule {
    name: "multiple-imports-on-one-line",
    code: "E401",
    category: Category::Style,
    fix: FixKind::Always,
    since: "0.1",
    hooks: &[Hook::Stmt(&[StmtKind::Import], check)],
    page: include_str!("multiple_imports_on_one_line.md"),
};

fn check<'a>(checker: &mut Checker<'_, 'a>, stmt: Stmt<'a>) {
    let Stmt::Import(node) = stmt else { return };
    if node.names.len() < 2 {
        return;
    }
    let line = checker.lines.line_span(checker.lines.line(node.span.start), checker.source);
    let before = checker.text(Span::new(line.start, node.span.start));
    let behind = checker.source[node.span.end as usize..].trim_start_matches([' ', '\t']);
    // Where the statement shares its line, the new ones must share it too.
    let alone = before.trim().is_empty() && !behind.starts_with(';');
    let separator = if alone { format!("{}{before}", checker.line_ending()) } else { "; ".to_owned() };
    let lazy = if node.is_lazy { "lazy " } else { "" };
    let imports: Vec<String> =
        node.names.iter().map(|alias| format!("{lazy}import {}", checker.text(alias.span))).collect();
    let edit = Edit::replace(node.span, imports.join(&separator));
    checker.report(&RULE, node.span, "multiple imports on one line").safe_fix("Split imports", vec![edit]);
}
