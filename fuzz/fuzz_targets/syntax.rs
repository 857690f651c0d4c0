//! Whatever the bytes, the parser returns: with a tree whose ranges lie in the source and in each other, errors and
//! tokens that lie there too, and the same for a lone expression and for an annotation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naja_syntax::relex::tokenize;
use naja_syntax::{Arena, Mode, ParseOptions, dump, source};

#[path = "../../xtask/src/ecosystem/ranges.rs"]
mod ranges;

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = source::decode(bytes.to_vec()) else { return };
    let text = decoded.text.as_str();
    for mode in [Mode::Module, Mode::Expression, Mode::Annotation] {
        let arena = Arena::new();
        let parsed = naja_syntax::parse_with(text, &arena, ParseOptions { mode, span: None });
        for error in &parsed.errors {
            assert!(text.get(error.span.range()).is_some(), "an error at {:?} is outside the source", error.span);
        }
        assert_eq!(ranges::faults(&parsed, text), [""; 0], "in {mode:?}");
        std::hint::black_box(dump::dump(&parsed, text));
    }
    let mut end = 0;
    for token in tokenize(text) {
        assert!(token.span.start >= end, "the token {token:?} starts before {end}");
        assert!(text.get(token.span.range()).is_some(), "the token {token:?} is outside the source");
        end = token.span.end;
    }
});
