//! The model: what the walk has found.

use std::cell::OnceCell;

use naja_base::Span;
use naja_syntax::PythonVersion;
use naja_syntax::ast::{Expr, StmtImportFrom};

use crate::binding::Binding;
use crate::block::Block;
use crate::exports::Exports;
use crate::ids::{BindingId, BlockId, ReferenceId, ScopeId};
use crate::reference::Reference;
use crate::reuse::emptied;
use crate::scope::{Scope, ScopeKind};
use crate::spare::Spare;
use crate::symbols::Symbols;
use crate::tables::Tables;

/// Scopes, bindings and references of a file.
#[derive(Debug)]
pub struct Model<'a> {
    pub(crate) python: PythonVersion,
    pub(crate) typing_modules: Vec<String>,
    pub(crate) symbols: Symbols<'a>,
    pub(crate) scopes: Vec<Scope<'a>>,
    pub(crate) blocks: Vec<Block<'a>>,
    pub(crate) bindings: Vec<Binding<'a>>,
    pub(crate) references: Vec<Reference>,
    pub(crate) unresolved: Vec<ReferenceId>,
    pub(crate) early: Vec<ReferenceId>,
    pub(crate) annotations: Vec<StringAnnotation<'a>>,
    pub(crate) faults: Vec<AnnotationFault>,
    pub(crate) stars: Vec<&'a StmtImportFrom<'a>>,
    pub(crate) exports: Exports<'a>,
    pub(crate) future_annotations: bool,
    pub(crate) index: OnceCell<ReferenceIndex>,
    pub(crate) tables: Tables,
}

/// A quoted annotation with what it says.
#[derive(Clone, Copy, Debug)]
pub struct StringAnnotation<'a> {
    /// The string literal, quotes included.
    pub span: Span,
    /// The expression. Its places are those of the file if `in_place`, else they count in the decoded text.
    pub expression: Expr<'a>,
    /// Whether the literal is one piece without escapes, so that the expression is in the file as it is.
    pub in_place: bool,
}

/// A quoted annotation that is no expression.
#[derive(Clone, Debug)]
pub struct AnnotationFault {
    /// The string literal, quotes included.
    pub span: Span,
    /// Why not.
    pub message: String,
}

impl<'a> Model<'a> {
    /// The module's own scope.
    #[must_use]
    pub const fn module_scope(&self) -> ScopeId {
        ScopeId::MODULE
    }

    /// The oldest Python that the code must run on.
    #[must_use]
    pub const fn python(&self) -> PythonVersion {
        self.python
    }

    /// The scope with this id.
    #[inline]
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> &Scope<'a> {
        &self.scopes[id.index()]
    }

    /// The block with this id.
    #[inline]
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block<'a> {
        &self.blocks[id.index()]
    }

    /// The binding with this id.
    #[inline]
    #[must_use]
    pub fn binding(&self, id: BindingId) -> &Binding<'a> {
        &self.bindings[id.index()]
    }

    /// The reference with this id.
    #[inline]
    #[must_use]
    pub fn reference(&self, id: ReferenceId) -> &Reference {
        &self.references[id.index()]
    }

    /// The name that a reference reads.
    #[inline]
    #[must_use]
    pub fn reference_name(&self, id: ReferenceId) -> &'a str {
        self.symbols.get(self.reference(id).symbol).name
    }

    /// Every scope, in the order in which the walk came to it.
    pub fn scopes(&self) -> impl Iterator<Item = (ScopeId, &Scope<'a>)> {
        self.scopes.iter().enumerate().map(|(index, scope)| (ScopeId::new(index), scope))
    }

    /// Every binding, in the order in which the walk came to it.
    pub fn bindings(&self) -> impl Iterator<Item = (BindingId, &Binding<'a>)> {
        self.bindings.iter().enumerate().map(|(index, binding)| (BindingId::new(index), binding))
    }

    /// Every reference, in the order in which the walk came to it.
    pub fn references(&self) -> impl Iterator<Item = (ReferenceId, &Reference)> {
        self.references.iter().enumerate().map(|(index, reference)| (ReferenceId::new(index), reference))
    }

    /// The bindings of `scope`, the newest first.
    pub fn bindings_in(&self, scope: ScopeId) -> impl Iterator<Item = (BindingId, &Binding<'a>)> {
        let mut next = self.scope(scope).newest;
        std::iter::from_fn(move || {
            let id = next?;
            let binding = self.binding(id);
            next = binding.older;
            Some((id, binding))
        })
    }

    /// Whether no later binding of the same scope has taken the name over.
    #[must_use]
    pub fn is_newest(&self, id: BindingId) -> bool {
        let binding = self.binding(id);
        self.symbols.lookup(binding.scope, binding.symbol) == Some(id)
    }

    /// The references to `binding`, the newest first.
    pub fn references_to(&self, binding: BindingId) -> impl Iterator<Item = (ReferenceId, &Reference)> {
        let mut next = self.binding(binding).newest_reference;
        std::iter::from_fn(move || {
            let id = next?;
            let reference = self.reference(id);
            next = reference.older;
            Some((id, reference))
        })
    }

    /// The references that nothing in the file defines and that are no builtins: undefined, or from a star import.
    pub fn unresolved(&self) -> impl Iterator<Item = (ReferenceId, &Reference)> {
        self.unresolved.iter().map(|&id| (id, self.reference(id)))
    }

    /// The references to an outer name or builtin in a function that binds the name itself, but later, or no longer.
    pub fn early_references(&self) -> impl Iterator<Item = (ReferenceId, &Reference)> {
        self.early.iter().map(|&id| (id, self.reference(id)))
    }

    /// The scope itself and those around it, the innermost first.
    pub fn enclosing_scopes(&self, scope: ScopeId) -> impl Iterator<Item = (ScopeId, &Scope<'a>)> {
        std::iter::successors(Some(scope), |&id| self.scope(id).parent).map(|id| (id, self.scope(id)))
    }

    /// The scope that the class, function, lambda or comprehension whose node starts at `start` opens; decorators do not
    /// count. A scope of type parameters is passed over.
    #[must_use]
    pub fn scope_at(&self, start: u32) -> Option<ScopeId> {
        let starts = self.tables.scopes.get_or_init(|| {
            let named = self
                .scopes
                .iter()
                .enumerate()
                .filter(|(_, scope)| !matches!(scope.kind, ScopeKind::Module | ScopeKind::TypeParams(_)));
            sorted(named.map(|(index, scope)| (scope.span.start, index)))
        });
        let first = starts.partition_point(|(other, _)| *other < start);
        starts.get(first).filter(|(other, _)| *other == start).map(|(_, index)| ScopeId::new(*index as usize))
    }

    /// Whether two blocks are in the same branch: no `if`, `match` or `try` keeps them from both being run.
    #[must_use]
    pub fn same_branch(&self, one: BlockId, other: BlockId) -> bool {
        self.block(one).branch == self.block(other).branch
    }

    /// What the quoted annotation at `span` says.
    #[must_use]
    pub fn string_annotation(&self, span: Span) -> Option<&StringAnnotation<'a>> {
        let starts = self.tables.annotations.get_or_init(|| {
            let spans = self.annotations.iter().enumerate();
            sorted(spans.map(|(index, annotation)| (annotation.span.start, index)))
        });
        let first = starts.partition_point(|(start, _)| *start < span.start);
        let (_, index) = starts.get(first).filter(|(start, _)| *start == span.start)?;
        self.annotations.get(*index as usize).filter(|annotation| annotation.span == span)
    }

    /// Every quoted annotation that could be read.
    #[must_use]
    pub fn string_annotations(&self) -> &[StringAnnotation<'a>] {
        &self.annotations
    }

    /// The quoted annotations that are no expressions.
    #[must_use]
    pub fn annotation_faults(&self) -> &[AnnotationFault] {
        &self.faults
    }

    /// Every `from … import *`.
    #[must_use]
    pub fn star_imports(&self) -> &[&'a StmtImportFrom<'a>] {
        &self.stars
    }

    /// What `__all__` lists.
    #[must_use]
    pub const fn exports(&self) -> &Exports<'a> {
        &self.exports
    }

    /// Whether `from __future__ import annotations` is in the file.
    #[must_use]
    pub const fn has_future_annotations(&self) -> bool {
        self.future_annotations
    }

    pub(crate) fn reference_index(&self) -> &ReferenceIndex {
        self.index.get_or_init(|| ReferenceIndex::new(&self.references))
    }
}

impl Drop for Model<'_> {
    fn drop(&mut self) {
        let spare = Spare {
            scopes: emptied(std::mem::take(&mut self.scopes)),
            blocks: emptied(std::mem::take(&mut self.blocks)),
            bindings: emptied(std::mem::take(&mut self.bindings)),
            references: emptied(std::mem::take(&mut self.references)),
            symbols: std::mem::take(&mut self.symbols).emptied(),
        };
        spare.keep();
    }
}

fn sorted(entries: impl Iterator<Item = (u32, usize)>) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u32, u32)> = entries.map(|(start, index)| (start, index as u32)).collect();
    entries.sort_unstable();
    entries
}

/// The references by their places, made when first asked for.
#[derive(Debug)]
pub struct ReferenceIndex {
    /// For each stretch of 64 bytes the index of its first entry below; one more at the end.
    starts: Vec<u32>,
    entries: Vec<ReferenceId>,
}

const STRETCH: u32 = 6;

impl ReferenceIndex {
    fn new(references: &[Reference]) -> Self {
        let last = references.iter().map(|reference| reference.span.start).max().unwrap_or(0);
        let mut starts = vec![0_u32; (last >> STRETCH) as usize + 2];
        for reference in references {
            starts[(reference.span.start >> STRETCH) as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut entries = vec![ReferenceId::new(0); references.len()];
        // From the last to the first, so that the older of two references at one place is found first.
        let mut ends = starts.clone();
        for (index, reference) in references.iter().enumerate().rev() {
            let end = &mut ends[(reference.span.start >> STRETCH) as usize + 1];
            *end -= 1;
            entries[*end as usize] = ReferenceId::new(index);
        }
        Self { starts, entries }
    }

    pub(crate) fn find(&self, start: u32, place: impl Fn(ReferenceId) -> u32) -> Option<ReferenceId> {
        let stretch = (start >> STRETCH) as usize;
        let (from, to) = (*self.starts.get(stretch)?, *self.starts.get(stretch + 1)?);
        self.entries[from as usize..to as usize].iter().copied().find(|&id| place(id) == start)
    }
}
