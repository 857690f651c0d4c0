//! Whatever the bytes, the parser returns: with a tree whose ranges lie in the source, and tokens that do too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naja_syntax::{Arena, dump, source};

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = source::decode(bytes.to_vec()) else { return };
    let text = decoded.text.as_str();
    let arena = Arena::new();
    let parsed = naja_syntax::parse(text, &arena);
    for error in &parsed.errors {
        assert!(text.get(error.span.range()).is_some(), "an error at {:?} is outside the source", error.span);
    }
    std::hint::black_box(dump::dump(&parsed, text));
});
