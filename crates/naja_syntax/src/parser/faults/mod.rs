//! What the parser says about errors, and what it assumes was meant.

mod call;
mod expression;
mod line;
mod parameter;
mod pattern;
mod string;
mod target;
