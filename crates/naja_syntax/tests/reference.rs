//! The page on syntax keeps its word: its examples are parsed, its constructs and limits are those of the code.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up shall fail at once")]

use std::collections::BTreeSet;

use naja_base::LineIndex;
use naja_syntax::{Arena, Construct, MAX_DEPTH, RemarkKind, STACK_SIZE, parse};

const PAGE: &str = include_str!("../../../docs/reference/syntax.md");

/// What follows `python` in the heads of the page's code blocks, and the blocks.
fn blocks() -> Vec<(&'static str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in PAGE.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(head)) => open = Some((head.strip_prefix("python ").unwrap(), String::new())),
            (Some((_, block)), None) => block.extend([line, "\n"]),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn every_construct_is_shown_under_its_python() {
    let mut shown = BTreeSet::new();
    for (version, block) in blocks().into_iter().filter(|(head, _)| *head != "accepted") {
        let arena = Arena::new();
        let parsed = parse(&block, &arena);
        assert_eq!(parsed.errors, [], "{block}");
        let lines = LineIndex::new(&block);
        let facts = parsed.versions.iter().filter(|fact| fact.construct.minimum().to_string() == version);
        let facts: BTreeSet<_> = facts
            .map(|fact| (lines.line_column(fact.span.start, &block).line, fact.construct.describe()))
            .collect();
        let comments =
            (1..).zip(block.lines()).filter_map(|(line, text)| Some((line, text.split_once("  # ")?.1)));
        assert_eq!(facts, comments.collect(), "{version}");
        let newest = parsed.versions.iter().map(|fact| fact.construct.minimum()).max().unwrap();
        assert_eq!(newest.to_string(), version);
        shown.extend(facts.into_iter().map(|(_, name)| name));
    }
    assert_eq!(shown.len(), Construct::UnpackingInComprehension as usize + 1);
}

#[test]
fn parentheses_around_the_named_elements_of_a_set_are_seen() {
    let noted = |source: &str| {
        let arena = Arena::new();
        let facts = parse(source, &arena).versions;
        facts.iter().filter(|fact| fact.construct == Construct::NamedWithoutParentheses).count()
    };
    assert_eq!(noted("{(a := (b)), (c), [(d := e)], (f := 1)}\n"), 0);
    assert_eq!(noted("{(a := 1), b := (2), c := 3, (d)}\n"), 2);
    assert_eq!(noted("{a := (b) for c in (d)}\n"), 1);
    assert_eq!(noted("{(a := b) for c in (d)}\n"), 0);
}

#[test]
fn what_cpython_refuses_elsewhere_is_accepted() {
    let accepted: Vec<_> = blocks().into_iter().filter(|(head, _)| *head == "accepted").collect();
    assert_eq!(accepted.len(), 4);
    for (_, block) in accepted {
        assert_eq!(parse(&block, &Arena::new()).errors, [], "{block}");
    }
    let brackets = format!("{}a{}\n", "(".repeat(250), ")".repeat(250));
    let indents: String = (0..150).map(|depth| format!("{}if a:\n", " ".repeat(depth))).collect();
    let indents = format!("{indents}{}b\n", " ".repeat(150));
    let fields = format!("{}1{}\n", "f'{".repeat(200), "}'".repeat(200));
    let check = move || {
        for source in [brackets, indents, fields, format!("{}\n", "7".repeat(5_000))] {
            assert_eq!(parse(&source, &Arena::new()).errors, [], "{source}");
        }
    };
    std::thread::Builder::new().stack_size(STACK_SIZE).spawn(check).unwrap().join().unwrap();
}

#[test]
fn the_limits_are_those_of_the_code() {
    assert_eq!(MAX_DEPTH, 3_000);
    assert_eq!(STACK_SIZE, 64 << 20);
    assert!(PAGE.contains("end at 3,000 levels") && PAGE.contains("a stack of 64 MiB"));
}

#[test]
fn remarks_are_those_of_the_page() {
    let kinds = |source: &str| -> Vec<RemarkKind> {
        parse(source, &Arena::new()).remarks.iter().map(|remark| remark.kind).collect()
    };
    assert_eq!(kinds("'\\d'\n"), [RemarkKind::InvalidEscape]);
    assert_eq!(kinds("'\\400'\n"), [RemarkKind::LargeOctalEscape]);
    assert_eq!(kinds("1if x else y\n"), [RemarkKind::NumberBeforeKeyword]);
    for control in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
        assert_eq!(kinds(&format!("# {control}\n")), [RemarkKind::BidirectionalControl]);
    }
}

#[test]
fn encodings_are_those_of_the_page() {
    use naja_syntax::source::decode;
    for refused in [
        &b"# coding: cp437\n"[..],
        b"# coding: rot13\n",
        b"\xff\xfea\0",
        b"a\0\n",
        b"\xef\xbb\xbf# coding: utf8\n",
        b"\xef\xbb\xbf\xef\xbb\xbfa\n",
        b"# coding: ascii\n'\xc3\xa9'\n",
    ] {
        assert!(decode(refused.to_vec()).is_err(), "{refused:?}");
    }
    let latin = b"# coding: latin-1\n'\x80'\n".to_vec();
    let decoded = decode(latin.clone()).unwrap();
    assert!(decoded.text.contains('€'));
    assert_eq!(decoded.encode(&decoded.text).unwrap(), latin);
    assert!(decode("# coding: ascii\n'e'\n".into()).is_ok());
}
