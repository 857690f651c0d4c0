//! Universal dependency resolution over pubgrub; no I/O, facts come through a trait.
