//! The syntax tree: small `Copy` enums of a tag and a reference into the arena.
//!
//! Nodes carry the names and fields of CPython's `ast` where there is no reason to differ. The reasons are: implicit
//! string concatenation and f-strings keep their parts, `elif` is a list of clauses instead of a nest, parameters are
//! one list in the order of the source. Every node's span is CPython's: parentheses around an expression do not
//! belong to it (see [`crate::Tables::parentheses`]), decorators do not belong to a definition.
//!
//! Every variant of [`Expr`], [`Stmt`] and [`Pattern`] holds a reference, even where a span would do: that is what lets
//! the compiler pass them in two registers instead of through memory.

mod expr;
mod ops;
mod params;
mod pattern;
mod stmt;
mod string;

pub use expr::{
    Comparison, Comprehension, DictItem, Expr, ExprAttribute, ExprAwait, ExprBinary, ExprBool, ExprBytes,
    ExprCall, ExprCompare, ExprConditional, ExprDict, ExprDictComp, ExprElementComp, ExprFString, ExprLambda,
    ExprList, ExprName, ExprNamed, ExprNumber, ExprSet, ExprSlice, ExprStarred, ExprString, ExprSubscript,
    ExprTuple, ExprUnary, ExprYield, ExprYieldFrom,
};
pub use ops::{BinaryOp, BoolOp, CompareOp, Context, Conversion, NumberKind, UnaryOp};
pub use params::{
    Arguments, Keyword, Parameter, ParameterKind, Parameters, TypeParam, TypeParamKind, TypeParams,
};
pub use pattern::{
    Pattern, PatternAs, PatternClass, PatternKeyword, PatternMapping, PatternMappingItem, PatternOr,
    PatternSequence, PatternSingleton, PatternStar, PatternValue, Singleton,
};
pub use stmt::{
    Alias, Clause, Decorator, ExceptHandler, MatchCase, Stmt, StmtAnnAssign, StmtAssert, StmtAssign,
    StmtAugAssign, StmtClassDef, StmtDelete, StmtExpr, StmtFor, StmtFunctionDef, StmtIf, StmtImport,
    StmtImportFrom, StmtMatch, StmtNames, StmtRaise, StmtReturn, StmtTry, StmtTypeAlias, StmtWhile, StmtWith,
    WithItem,
};
pub use string::{
    FString, FStringElement, FStringPart, FormatSpec, Interpolation, Quote, StringFlags, StringLiteral,
};

use naja_base::Span;

/// A name with its place. The text is NFKC-normalised, so it can differ from the source's.
#[derive(Clone, Copy, Debug)]
pub struct Identifier<'a> {
    /// The normalised name; a dotted path in imports, without any blanks around its dots.
    pub name: &'a str,
    /// Where it is.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::{
        Arguments, Clause, Comprehension, DictItem, ExceptHandler, Expr, ExprAttribute, ExprBinary, ExprCall,
        ExprCompare, ExprName, ExprNumber, ExprString, ExprSubscript, FStringElement, FStringPart,
        Identifier, Keyword, Parameter, Parameters, Pattern, Stmt, StmtAssign, StmtClassDef, StmtExpr,
        StmtFunctionDef, StmtIf, StringLiteral,
    };

    #[test]
    fn node_sizes_are_as_recorded() {
        let sizes = [
            ("Expr", size_of::<Expr<'_>>(), 16),
            ("Option<Expr>", size_of::<Option<Expr<'_>>>(), 16),
            ("Stmt", size_of::<Stmt<'_>>(), 16),
            ("Pattern", size_of::<Pattern<'_>>(), 16),
            ("FStringPart", size_of::<FStringPart<'_>>(), 24),
            ("FStringElement", size_of::<FStringElement<'_>>(), 16),
            ("Identifier", size_of::<Identifier<'_>>(), 24),
            ("Option<Identifier>", size_of::<Option<Identifier<'_>>>(), 24),
            ("Name", size_of::<ExprName<'_>>(), 32),
            ("Attribute", size_of::<ExprAttribute<'_>>(), 48),
            ("Subscript", size_of::<ExprSubscript<'_>>(), 48),
            ("Call", size_of::<ExprCall<'_>>(), 64),
            ("Arguments", size_of::<Arguments<'_>>(), 40),
            ("Keyword", size_of::<Keyword<'_>>(), 48),
            ("Binary", size_of::<ExprBinary<'_>>(), 48),
            ("Compare", size_of::<ExprCompare<'_>>(), 40),
            ("Number", size_of::<ExprNumber<'_>>(), 32),
            ("String", size_of::<ExprString<'_>>(), 24),
            ("StringLiteral", size_of::<StringLiteral<'_>>(), 24),
            ("DictItem", size_of::<DictItem<'_>>(), 32),
            ("Comprehension", size_of::<Comprehension<'_>>(), 64),
            ("Parameter", size_of::<Parameter<'_>>(), 72),
            ("Parameters", size_of::<Parameters<'_>>(), 40),
            ("Assign", size_of::<StmtAssign<'_>>(), 40),
            ("Expr statement", size_of::<StmtExpr<'_>>(), 24),
            ("If", size_of::<StmtIf<'_>>(), 56),
            ("Clause", size_of::<Clause<'_>>(), 40),
            ("ExceptHandler", size_of::<ExceptHandler<'_>>(), 64),
            ("FunctionDef", size_of::<StmtFunctionDef<'_>>(), 104),
            ("ClassDef", size_of::<StmtClassDef<'_>>(), 80),
        ];
        for (name, actual, expected) in sizes {
            assert_eq!(actual, expected, "{name}");
        }
    }
}
