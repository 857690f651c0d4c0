//! The project's own tasks, run as `cargo xtask TASK`.

fn main() {}
