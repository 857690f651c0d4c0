//! Where types are written, for the rules that replace those of `typing`.

use naja_base::{Applicability, Span};
use naja_semantic::ReferenceFlags;
use naja_syntax::PythonVersion;
use naja_syntax::Visitor;
use naja_syntax::ast::Expr;
use naja_syntax::visitor::walk_expr;

use crate::checker::Checker;

/// A check of an expression.
type Check = for<'c, 'a> fn(&mut Checker<'c, 'a>, Expr<'a>);

/// Asks `check` of every expression in quoted annotations. Those whose text is not the source's own have no places to report.
pub(super) fn check_quoted(checker: &mut Checker<'_, '_>, check: Check) {
    let model = checker.model();
    for annotation in model.string_annotations() {
        if annotation.in_place {
            Quoted { checker, check }.visit_expr(annotation.expression);
        }
    }
}

struct Quoted<'w, 'c, 'a> {
    checker: &'w mut Checker<'c, 'a>,
    check: Check,
}

impl<'a> Visitor<'a> for Quoted<'_, '_, 'a> {
    fn visit_expr(&mut self, expr: Expr<'a>) {
        (self.check)(self.checker, expr);
        walk_expr(self, expr);
    }
}

/// Whether `expr`, which names a type, may be replaced by what Python has since the version `since`: from that version on, in stubs,
/// and in annotations that are not evaluated.
pub(super) fn may_replace<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>, since: PythonVersion) -> bool {
    may_replace_at(checker, flags(checker, expr).unwrap_or_default(), since)
}

/// As [`may_replace`], for a reference with these flags.
pub(super) fn may_replace_at(checker: &Checker<'_, '_>, flags: ReferenceFlags, since: PythonVersion) -> bool {
    checker.file.is_stub
        || checker.settings.target_version >= since
        || !checker.settings.pyupgrade.keep_runtime_typing
            && checker.model().has_future_annotations()
            && (flags.is_annotation() || flags.is_quoted())
}

/// How far a replacement at `span` may be trusted.
pub(super) fn applicability(checker: &Checker<'_, '_>, span: Span, since: PythonVersion) -> Applicability {
    let old = checker.settings.target_version < since && !checker.file.is_stub;
    if old || checker.has_comment(span) { Applicability::Unsafe } else { Applicability::Safe }
}

/// Whether Python evaluates `expr`.
pub(super) fn is_evaluated<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    flags(checker, expr).is_none_or(|flags| !flags.is_typing_only())
}

/// Whether `expr` is where only types can.
pub(super) fn is_type<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> bool {
    flags(checker, expr).is_some_and(|flags| flags.is_annotation() || flags.is_type())
}

fn flags<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> Option<ReferenceFlags> {
    let mut base = expr;
    loop {
        base = match base {
            Expr::Attribute(node) => node.value,
            Expr::Subscript(node) => node.value,
            Expr::Name(name) => {
                let reference = checker.model().reference_at(name.span.start)?;
                return Some(checker.model().reference(reference).flags);
            }
            _ => return None,
        };
    }
}
