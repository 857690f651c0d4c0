//! Pages parsed from examples.
