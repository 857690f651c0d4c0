//! The walk that makes the model.

mod annotation;
mod bind;
mod call;
mod expr;
mod load;
mod pattern;
mod stmt;

use std::cell::OnceCell;

use naja_base::Span;
use naja_syntax::ast::{Expr, ExprLambda, ExprString, Stmt, StmtFunctionDef};
use naja_syntax::{Arena, Parsed, PythonVersion, Root};

use crate::binding::BindingKind;
use crate::block::{Block, BlockKind, Handled};
use crate::exports::{Export, Exports, collect};
use crate::ids::{BlockId, ReferenceId, ScopeId};
use crate::model::Model;
use crate::options::Options;
use crate::reference::ReferenceFlags;
use crate::scope::{Scope, ScopeFlags, ScopeKind};
use crate::spare::Spare;
use crate::symbols::Symbols;
use crate::tables::Tables;

/// Makes the model of a file. `arena` takes the trees of quoted annotations.
#[must_use]
pub fn build<'a>(parsed: &Parsed<'a>, source: &'a str, arena: &'a Arena, options: &Options<'_>) -> Model<'a> {
    let body = parsed.body();
    let mut builder = Builder::new(source, arena, options);
    builder.model.scopes.push(Scope {
        kind: ScopeKind::Module,
        parent: None,
        span: Span::from_range(0..source.len()),
        block: BlockId::MODULE,
        flags: ScopeFlags::default(),
        newest: None,
        first_reference: 0,
    });
    builder.model.blocks.push(Block {
        kind: BlockKind::Module,
        parent: None,
        owner: None,
        body,
        scope: ScopeId::MODULE,
        handled: Handled::default(),
        is_type_checking: false,
        branch: BlockId::MODULE,
    });
    builder.model.future_annotations = has_future_annotations(body);
    match parsed.root {
        Root::Module(body) => builder.statements(body),
        Root::Expression(expression) => builder.expr(expression),
    }
    builder.run_deferred();
    builder.resolve_exports();
    builder.model
}

/// Where the walk is.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    scope: ScopeId,
    block: BlockId,
    statement: Option<Stmt<'a>>,
    /// Bits of [`ReferenceFlags`] that every reference gets.
    context: u16,
    /// Whether strings are annotations.
    is_type: bool,
    /// Whether it is an annotation that is evaluated, if ever, with the names of the module.
    is_forward: bool,
    /// The string in whose decoded text the current tree is.
    relocated: Option<Span>,
}

/// What is put off until the module has been walked.
#[derive(Default)]
struct Deferred<'a> {
    functions: Vec<(&'a StmtFunctionDef<'a>, Place<'a>)>,
    lambdas: Vec<(&'a ExprLambda<'a>, Place<'a>)>,
    annotations: Vec<(Expr<'a>, Place<'a>)>,
    strings: Vec<(&'a ExprString<'a>, Place<'a>)>,
}

struct Builder<'b, 'a> {
    model: Model<'a>,
    arena: &'a Arena,
    source: &'a str,
    options: &'b Options<'b>,
    place: Place<'a>,
    deferred: Deferred<'a>,
    /// Whether the text holds the word `global` at all, so that bodies are searched for it.
    has_global: bool,
    has_star: bool,
    all: u32,
}

impl<'b, 'a> Builder<'b, 'a> {
    fn new(source: &'a str, arena: &'a Arena, options: &'b Options<'b>) -> Self {
        let mut spare = Spare::take();
        spare.reserve(source.len());
        let mut symbols = Symbols::with_capacity(source.len(), spare.symbols);
        let all = symbols.intern("__all__");
        let model = Model {
            python: options.python,
            typing_modules: options.typing_modules.to_vec(),
            symbols,
            scopes: spare.scopes,
            blocks: spare.blocks,
            bindings: spare.bindings,
            references: spare.references,
            unresolved: Vec::new(),
            early: Vec::new(),
            annotations: Vec::new(),
            faults: Vec::new(),
            stars: Vec::new(),
            exports: Exports::default(),
            future_annotations: false,
            index: OnceCell::new(),
            tables: Tables::default(),
        };
        let place = Place {
            scope: ScopeId::MODULE,
            block: BlockId::MODULE,
            statement: None,
            context: 0,
            is_type: false,
            is_forward: false,
            relocated: None,
        };
        let has_global = source.contains("global");
        Self {
            model,
            arena,
            source,
            options,
            place,
            deferred: Deferred::default(),
            has_global,
            has_star: false,
            all,
        }
    }

    /// Whether annotations are never evaluated where they are.
    fn postpones_annotations(&self) -> bool {
        self.model.future_annotations
            || self.options.is_stub
            || self.options.python >= PythonVersion::new(3, 14)
    }

    fn push_scope(&mut self, kind: ScopeKind<'a>, span: Span) -> ScopeId {
        let id = ScopeId::new(self.model.scopes.len());
        self.model.scopes.push(Scope {
            kind,
            parent: Some(self.place.scope),
            span,
            block: self.place.block,
            flags: ScopeFlags::default(),
            newest: None,
            first_reference: self.model.references.len() as u32,
        });
        self.place.scope = id;
        id
    }

    /// Walks a body as a block of its own.
    fn block(&mut self, kind: BlockKind, owner: Stmt<'a>, body: &'a [Stmt<'a>]) {
        if body.is_empty() {
            return;
        }
        self.block_with(kind, owner, body, |_| {});
    }

    fn block_with(
        &mut self,
        kind: BlockKind,
        owner: Stmt<'a>,
        body: &'a [Stmt<'a>],
        change: impl FnOnce(&mut Block<'a>),
    ) -> BlockId {
        let id = BlockId::new(self.model.blocks.len());
        let around = self.model.blocks[self.place.block.index()];
        let makes_branch = !matches!(
            kind,
            BlockKind::Module
                | BlockKind::Class
                | BlockKind::Function
                | BlockKind::For
                | BlockKind::While
                | BlockKind::LoopElse
                | BlockKind::TryElse
        );
        let mut block = Block {
            kind,
            parent: Some(self.place.block),
            owner: Some(owner),
            body,
            scope: self.place.scope,
            handled: if kind == BlockKind::Function { Handled::default() } else { around.handled },
            is_type_checking: around.is_type_checking,
            branch: if makes_branch { id } else { around.branch },
        };
        change(&mut block);
        self.model.blocks.push(block);
        let outer = std::mem::replace(&mut self.place.block, id);
        self.statements(body);
        self.place.block = outer;
        id
    }

    /// Walks what was put off, and what that puts off in turn.
    fn run_deferred(&mut self) {
        let mut functions = 0;
        let mut lambdas = 0;
        let mut annotations = 0;
        let mut strings = 0;
        loop {
            while let Some(&(function, place)) = self.deferred.functions.get(functions) {
                functions += 1;
                self.place = place;
                self.function_body(function);
            }
            while let Some(&(lambda, place)) = self.deferred.lambdas.get(lambdas) {
                lambdas += 1;
                self.place = place;
                self.lambda_body(lambda);
            }
            while let Some(&(annotation, place)) = self.deferred.annotations.get(annotations) {
                annotations += 1;
                self.place = place;
                self.expr(annotation);
            }
            while let Some(&(string, place)) = self.deferred.strings.get(strings) {
                strings += 1;
                self.place = place;
                self.quoted_annotation(string);
            }
            if functions == self.deferred.functions.len()
                && lambdas == self.deferred.lambdas.len()
                && annotations == self.deferred.annotations.len()
            {
                return;
            }
        }
    }

    /// Lets the entries of `__all__` refer to what they name.
    fn resolve_exports(&mut self) {
        let mut literals = Vec::new();
        let mut next = self.model.symbols.get(self.all).module;
        while let Some(id) = next {
            self.model.exports.definitions.push(id);
            next = self.model.bindings[id.index()].previous;
        }
        self.model.exports.definitions.reverse();
        for &id in &self.model.exports.definitions {
            let binding = &self.model.bindings[id.index()];
            if !matches!(binding.kind, BindingKind::DunderAll) {
                continue;
            }
            let value = match binding.statement {
                Some(Stmt::Assign(node)) => Some(node.value),
                Some(Stmt::AugAssign(node)) => Some(node.value),
                Some(Stmt::AnnAssign(node)) => node.value,
                _ => None,
            };
            if let Some(value) = value {
                self.model.exports.is_open |= collect(value, &mut literals);
            }
        }
        for literal in literals {
            let name: &'a str = match naja_syntax::literal::string(literal).as_str() {
                Some(name) => self.arena.alloc_str(name),
                None => continue,
            };
            self.model.exports.names.push(Export { literal, name });
            let symbol = self.model.symbols.intern(name);
            self.place = Place {
                scope: ScopeId::MODULE,
                block: BlockId::MODULE,
                statement: None,
                context: ReferenceFlags::EXPORT,
                is_type: false,
                is_forward: false,
                relocated: None,
            };
            self.refer_export(symbol, literal.span);
        }
    }

    /// The id that the next reference gets.
    fn next_reference(&self) -> ReferenceId {
        ReferenceId::new(self.model.references.len())
    }
}

fn has_future_annotations(body: &[Stmt<'_>]) -> bool {
    body.iter().any(|stmt| match stmt {
        Stmt::ImportFrom(node) => {
            node.level == 0
                && node.module.is_some_and(|module| module.name == "__future__")
                && node.names.iter().any(|alias| alias.name.name == "annotations")
        }
        _ => false,
    })
}
