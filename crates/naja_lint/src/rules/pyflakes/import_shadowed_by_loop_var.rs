//! F402: a loop variable that takes an import's name.

use naja_semantic::BindingKind;

use crate::checker::Checker;
use crate::rule::{Category, FixKind, Hook, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "import-shadowed-by-loop-var",
    code: "F402",
    category: Category::Suspicious,
    fix: FixKind::None,
    since: "0.1",
    hooks: &[Hook::File(check)],
    page: include_str!("import_shadowed_by_loop_var.md"),
};

fn check(checker: &mut Checker<'_, '_>) {
    let model = checker.model();
    for (_, binding) in model.bindings() {
        if !matches!(binding.kind, BindingKind::Loop) {
            continue;
        }
        let Some(shadowed) = binding.shadowed.map(|id| model.binding(id)) else { continue };
        let is_import = shadowed.kind.is_import() || matches!(shadowed.kind, BindingKind::FutureImport(_));
        if is_import && model.same_branch(shadowed.block, binding.block) {
            let line = checker.lines.line(shadowed.span.start);
            let message = format!("import `{}` from line {line} shadowed by loop variable", binding.name);
            checker.report(&RULE, binding.span, message);
        }
    }
}
