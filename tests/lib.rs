//! Nothing stands here: the tests are in `integration.rs`.
