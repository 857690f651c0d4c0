//! What the parser says about faults, and what it takes for meant.

mod call;
mod expression;
mod line;
mod parameter;
mod pattern;
mod string;
mod target;
