//! The `naja` binary.

fn main() {}
