//! Making a module's member or a builtin available where a fix wants to name it.

use naja_base::hash::HashMap;
use naja_base::{Edit, Span, lines};
use naja_semantic::{BindingKind, ScopeId};
use naja_syntax::TokenKind;
use naja_syntax::ast::{Expr, Stmt, StmtImportFrom};
use naja_syntax::relex::relex;

use crate::checker::Checker;

/// How something can be named, and the edits that it takes.
#[derive(Debug)]
pub struct Available {
    /// The name or dotted name.
    pub text: String,
    /// The edits at the file's imports.
    pub edits: Vec<Edit>,
}

/// Where a fix wants to name something.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The scope.
    pub scope: ScopeId,
    /// The offset.
    pub offset: u32,
    /// Whether it is evaluated, if ever, after the rest of the module.
    pub postponed: bool,
}

impl Place {
    /// The place of `expr`, a name or a chain of attributes of one.
    #[must_use]
    pub fn of<'a>(checker: &Checker<'_, 'a>, expr: Expr<'a>) -> Option<Self> {
        let mut base = expr;
        while let Expr::Attribute(node) = base {
            base = node.value;
        }
        let Expr::Name(name) = base else { return None };
        let reference = checker.model().reference_at(name.span.start)?;
        let reference = checker.model().reference(reference);
        let postponed = reference.flags.is_postponed();
        Some(Self { scope: reference.scope, offset: name.span.start, postponed })
    }
}

/// What a fix imports where nothing is there yet to name a module's member by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The module.
    Module,
    /// The member, from the module.
    Member,
}

/// Names `member` of `module`, whose own name has no dots: through an import that is there, or through one that is extended or
/// added. `None` where the name means something else.
#[must_use]
pub fn member(
    checker: &Checker<'_, '_>,
    place: Place,
    (module, member): (&str, &str),
    missing: Missing,
) -> Option<Available> {
    let model = checker.model();
    let visible = |name: &str| model.lookup_from(place.scope, name);
    let of_module = model.imports_of(module).map(|(id, binding)| (id, binding, true));
    let of_member = model.imports_of(&format!("{module}.{member}")).map(|(id, binding)| (id, binding, false));
    let mut there: Vec<_> = of_module.chain(of_member).collect();
    there.sort_by_key(|(id, ..)| std::cmp::Reverse(*id));
    for (id, binding, is_module) in there {
        if binding.span.start < place.offset && visible(binding.name) == Some(id) {
            let text = if is_module { format!("{}.{member}", binding.name) } else { binding.name.to_owned() };
            return Some(Available { text, edits: Vec::new() });
        }
    }
    if visible(member).is_some() {
        return None;
    }
    let edit = match TopImports::of(checker).of_module(module, place.offset) {
        Some(import) => extended(checker, import, member),
        None if missing == Missing::Module => {
            let edits = vec![added(checker, place.offset, &format!("import {module}"))];
            return visible(module)
                .is_none()
                .then(|| Available { text: format!("{module}.{member}"), edits });
        }
        None => added(checker, place.offset, &format!("from {module} import {member}")),
    };
    Some(Available { text: member.to_owned(), edits: vec![edit] })
}

/// Names the builtin `name`: by itself, or where that means something else, through the module `builtins`.
#[must_use]
pub fn builtin(checker: &Checker<'_, '_>, place: Place, name: &str) -> Option<Available> {
    let model = checker.model();
    if !is_shadowed(checker, place, name) {
        return Some(Available { text: name.to_owned(), edits: Vec::new() });
    }
    for (id, binding) in model.imports_of("builtins") {
        if matches!(binding.kind, BindingKind::Import(_)) {
            let seen = model.lookup_from(place.scope, binding.name) == Some(id);
            return seen.then(|| Available { text: format!("{}.{name}", binding.name), edits: Vec::new() });
        }
    }
    model.lookup_from(place.scope, "builtins").is_none().then(|| Available {
        text: format!("builtins.{name}"),
        edits: vec![added(checker, place.offset, "import builtins")],
    })
}

/// Whether `name` is bound where `place` sees it: in its own scope before it, or anywhere in a scope around.
fn is_shadowed(checker: &Checker<'_, '_>, place: Place, name: &str) -> bool {
    let model = checker.model();
    let in_order = !place.postponed && !model.scope(place.scope).is_function();
    let own = model.bindings_named(place.scope, name).any(|(_, binding)| {
        !model.import_name(binding).is_some_and(|own| own.matches(&["builtins", name]))
            && !matches!(binding.kind, BindingKind::Annotation)
            && (binding.span.start < place.offset || !in_order)
    });
    own || model
        .enclosing_scopes(place.scope)
        .skip(1)
        .any(|(id, scope)| !scope.is_class() && model.lookup(id, name).is_some())
}

/// The imports at the top level of a file.
#[derive(Debug)]
pub(crate) struct TopImports<'a> {
    /// All of them, in the order of the source.
    all: Vec<Stmt<'a>>,
    /// The `from` imports of names of an absolute module.
    from: HashMap<&'a str, Vec<&'a StmtImportFrom<'a>>>,
}

impl<'a> TopImports<'a> {
    fn of<'c>(checker: &'c Checker<'_, 'a>) -> &'c Self {
        checker.memory.top_imports.get_or_init(|| {
            let is_import = |stmt: &&Stmt<'_>| matches!(stmt, Stmt::Import(_) | Stmt::ImportFrom(_));
            let all: Vec<Stmt<'a>> = checker.parsed.body().iter().filter(is_import).copied().collect();
            let mut from: HashMap<_, Vec<_>> = HashMap::default();
            for stmt in &all {
                if let Stmt::ImportFrom(node) = stmt
                    && node.level == 0
                    && let Some(module) = node.module
                    && node.names.iter().all(|alias| alias.name.name != "*")
                {
                    from.entry(module.name).or_default().push(*node);
                }
            }
            Self { all, from }
        })
    }

    /// The last import that ends before `offset`.
    fn last_before(&self, offset: u32) -> Option<Stmt<'a>> {
        let count = self.all.partition_point(|stmt| stmt.span().end <= offset);
        count.checked_sub(1).map(|last| self.all[last])
    }

    /// The last `from` import of `module` that ends before `offset`.
    fn of_module(&self, module: &str, offset: u32) -> Option<&'a StmtImportFrom<'a>> {
        let imports = self.from.get(module)?;
        let count = imports.partition_point(|import| import.span.end <= offset);
        count.checked_sub(1).map(|last| imports[last])
    }
}

/// Adds `member` to the end of `import`.
fn extended(checker: &Checker<'_, '_>, import: &StmtImportFrom<'_>, member: &str) -> Edit {
    let Some(last) = import.names.last() else { return Edit::insert(import.span.end, "") };
    let tail = Span::new(last.span.end, import.span.end);
    let comma = relex(checker.source, tail).find(|token| token.kind == TokenKind::Comma);
    let Some(comma) = comma else { return Edit::insert(last.span.end, format!(", {member}")) };
    if !checker.has_comment(tail) {
        // The new name looks as the last one does: the same blanks and line breaks surround its comma.
        let close = Span::new(last.span.end, import.span.end - 1);
        return Edit::insert(close.end, format!("{member}{}", checker.text(close)));
    }
    let line = checker.lines.line_span(checker.lines.line(last.span.start), checker.source);
    let indent = checker.text(Span::new(line.start, last.span.start));
    if indent.trim().is_empty() && line.start > import.span.start {
        Edit::insert(comma.span.end, format!("\n{indent}{member},"))
    } else {
        Edit::insert(comma.span.end, format!(" {member},"))
    }
}

/// Adds the import `text` after the last import of the module that is before `offset`, or at the start.
fn added(checker: &Checker<'_, '_>, offset: u32, text: &str) -> Edit {
    let body = checker.parsed.body();
    let is_docstring =
        |stmt: &&Stmt<'_>| matches!(stmt, Stmt::Expr(node) if matches!(node.value, Expr::String(_)));
    let before = TopImports::of(checker).last_before(offset);
    if let Some(stmt) = before.or_else(|| body.first().filter(is_docstring).copied()) {
        let line = checker.lines.line_span(checker.lines.line(stmt.span().end), checker.source);
        let ends = checker.text(line).ends_with(lines::BREAKS);
        return Edit::insert(line.end, if ends { format!("{text}\n") } else { format!("\n{text}\n") });
    }
    let start = body.first().map_or(0, |stmt| stmt.full_span().start);
    Edit::insert(start, format!("{text}\n"))
}
