//! Every format, on odd names and texts.

use std::path::Path;

use expect_test::{Expect, expect};
use naja_base::{Applicability, Edit, LineIndex, Span};

use super::{FileFindings, Format, Renderer, Totals, show_fixes};
use crate::finding::Finding;
use crate::rules;

const SOURCE: &str = "import os\n\tx = 'é\u{1b}' if f'' else \"\"\"\ntext\n\"\"\"\n";
const NAME: &str = "a<&'\"],\u{1b}.py";

fn findings() -> Vec<Finding> {
    let rule = rules::find("F541").expect("a rule");
    let at = u32::try_from(SOURCE.find("f''").expect("an f-string")).expect("a short text");
    let mut first = Finding::new(rule, Span::new(at, at + 3), "f-string <\"'&]];%\u{1b}\n>");
    first.safe_fix("Remove `f`", vec![Edit::delete(Span::new(at, at + 1))]);
    let quotes = u32::try_from(SOURCE.find("\"\"\"").expect("a string")).expect("a short text");
    let mut second = Finding::new(rule, Span::new(quotes, quotes + 12), "spans lines");
    second.unsafe_fix("Insert", vec![Edit::insert(0, "# a\n")]);
    let third = Finding::new(&rules::internal::SYNTAX, Span::empty(0), "broken");
    vec![third, first, second]
}

fn render(format: Format) -> String {
    let findings = findings();
    let lines = LineIndex::new(SOURCE);
    let path = format!("/p/{NAME}");
    let file = FileFindings {
        cell: None,
        name: NAME,
        path: Path::new(&path),
        source: SOURCE,
        lines: &lines,
        findings: &findings,
    };
    let renderer = Renderer { format, color: false, wanted: Applicability::Safe };
    let mut totals = Totals::default();
    totals.add(&findings);
    let mut other = Totals::default();
    other.merge(&totals);
    assert_eq!(totals, other);
    let mut out = String::new();
    renderer.start(&totals, &mut out);
    renderer.file(&file, &mut out);
    out.push_str(renderer.separator());
    renderer.file(&file, &mut out);
    renderer.end(&totals, &mut out);
    assert!(!out.contains(|c: char| c != '\n' && c.is_control()), "{out:?}");
    out
}

/// The part about the first file.
fn first(format: Format) -> String {
    let all = render(format);
    let half = all.len() / 2;
    let end = all[half - 2..].find('\n').map_or(half, |at| half - 1 + at);
    all[..end].to_owned()
}

fn check(format: Format, expected: Expect) {
    expected.assert_eq(&first(format));
}

#[test]
fn fault_105_concise_and_grouped_escape_what_is_foreign() {
    check(
        Format::Concise,
        expect![[r#"
        a<&'"],\x1b.py:1:1: invalid-syntax: broken
        a<&'"],\x1b.py:2:14: F541 [*] f-string <"'&]];%\x1b\n>
        a<&'"],\x1b.py:2:23: F541 spans lines
    "#]],
    );
    check(
        Format::Grouped,
        expect![[r#"
        a<&'"],\x1b.py:
          1:1  invalid-syntax: broken
          2:14 F541 [*] f-string <"'&]];%\x1b\n>
          2:23 F541 spans lines
    "#]],
    );
    check(
        Format::Pylint,
        expect![[r#"
        a<&'"],\x1b.py:1: [invalid-syntax] broken
        a<&'"],\x1b.py:2: [F541] f-string <"'&]];%\x1b\n>
        a<&'"],\x1b.py:2: [F541] spans lines
    "#]],
    );
}

#[test]
fn fault_105_full_draws_the_source_and_the_change() {
    check(
        Format::Full,
        expect![[r#"
            invalid-syntax: broken
             --> a<&'"],\x1b.py:1:1
              |
            1 | import os
              | ^
            2 |     x = 'é\x1b' if f'' else """
            3 | text
              |

            F541 [*] f-string <"'&]];%\x1b\n>
             --> a<&'"],\x1b.py:2:14
              |
            1 | import os
            2 |     x = 'é\x1b' if f'' else """
              |                    ^^^
            3 | text
            4 | """
              |
            help: Remove `f`
              |
            1 | import os
              -     x = 'é\x1b' if f'' else """
            2 +     x = 'é\x1b' if '' else """
            3 | text
              |

            F541 spans lines
             --> a<&'"],\x1b.py:2:23
              |
            1 |   import os
            2 |       x = 'é\x1b' if f'' else """
              |  _____________________________^
            3 | | text
            4 | | """
              | |___^
              |
            help: Insert
              |
            1 + # a
            2 | import os
              |
            note: This is an unsafe fix and may change runtime behavior
        "#]],
    );
}

#[test]
fn commands_escape_what_would_end_them() {
    check(
        Format::Github,
        expect![[r#"
        ::error title=naja (invalid-syntax),file=/p/a<&'"%5D%2C\x1b.py,line=1,col=1,endLine=1,endColumn=1::a<&'"],\x1b.py:1:1: invalid-syntax broken
        ::error title=naja (F541),file=/p/a<&'"%5D%2C\x1b.py,line=2,col=14,endLine=2,endColumn=17::a<&'"],\x1b.py:2:14: F541 f-string <"'&]];%25\x1b%0A>%0A  help: Remove `f`
        ::error title=naja (F541),file=/p/a<&'"%5D%2C\x1b.py,line=2,col=23,endLine=4,endColumn=4::a<&'"],\x1b.py:2:23: F541 spans lines%0A  help: Insert
    "#]],
    );
    check(
        Format::Azure,
        expect![[r###"
        ##vso[task.logissue type=error;sourcepath=/p/a<&'"%5D%2C\x1b.py;linenumber=1;columnnumber=1;code=invalid-syntax;]broken
        ##vso[task.logissue type=error;sourcepath=/p/a<&'"%5D%2C\x1b.py;linenumber=2;columnnumber=14;code=F541;]f-string <"'&]];%25\x1b%0A>
        ##vso[task.logissue type=error;sourcepath=/p/a<&'"%5D%2C\x1b.py;linenumber=2;columnnumber=23;code=F541;]spans lines
    "###]],
    );
}

#[test]
fn junit_is_well_formed() {
    let text = render(Format::Junit);
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="naja" tests="3" skipped="0" failures="3" errors="0">
          <testsuite name="/p/a&lt;&amp;&apos;&quot;],\x1b.py" tests="3" skipped="0" errors="0" failures="3" package="org.naja">
            <testcase name="org.naja.invalid-syntax" classname="/p/a&lt;&amp;&apos;&quot;],\x1b" line="1" column="1">
              <failure message="broken">line 1, col 1, broken</failure>
            </testcase>
            <testcase name="org.naja.F541" classname="/p/a&lt;&amp;&apos;&quot;],\x1b" line="2" column="14">
    "#]].assert_eq(&text.lines().take(7).map(|line| format!("{line}\n")).collect::<String>());
    let mut open = Vec::new();
    for tag in text.split('<').skip(2) {
        let (name, rest) = tag.split_once('>').expect("a tag's end");
        assert!(!rest.contains('>'));
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !name.ends_with('/') {
            open.push(name.split(' ').next().expect("a name"));
        }
    }
    assert!(open.is_empty());
}

#[test]
fn json_formats_are_valid_and_carry_what_was_found() {
    for format in [Format::Json, Format::Gitlab, Format::Rdjson, Format::Sarif] {
        let value: serde_json::Value = serde_json::from_str(&render(format)).expect("JSON");
        let found = match format {
            Format::Rdjson => &value["diagnostics"],
            Format::Sarif => &value["runs"][0]["results"],
            _ => &value,
        };
        assert_eq!(found.as_array().map(Vec::len), Some(6), "{format:?}");
    }
    for line in render(Format::JsonLines).lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(value["filename"].as_str().is_some_and(|name| name.ends_with(NAME)));
    }
}

#[test]
fn json_has_ruffs_fields() {
    let value: serde_json::Value = serde_json::from_str(&render(Format::Json)).expect("JSON");
    assert_eq!(value[1]["message"], "f-string <\"'&]];%\u{1b}\n>");
    let mut shown = value[1].clone();
    shown["message"] = "".into();
    shown["filename"] = "".into();
    expect![[r#"{"cell":null,"code":"F541","end_location":{"column":17,"row":2},"filename":"","fix":{"applicability":"safe","edits":[{"content":"","end_location":{"column":15,"row":2},"location":{"column":14,"row":2}}],"message":"Remove `f`"},"location":{"column":14,"row":2},"message":"","name":"f-string-missing-placeholders","severity":"error","url":"rules/f-string-missing-placeholders"}"#]].assert_eq(&shown.to_string());
    let value: serde_json::Value = serde_json::from_str(&render(Format::Sarif)).expect("JSON");
    let mut shown = value["runs"][0]["results"][1].clone();
    shown["message"] = "".into();
    expect![[r#"{"fixes":[{"artifactChanges":[{"artifactLocation":{"uri":"file:///p/a%3C%26%27%22%5D%2C%1B.py"},"replacements":[{"deletedRegion":{"endColumn":15,"endLine":2,"startColumn":14,"startLine":2}}]}],"description":{"text":"Remove `f`"}}],"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"file:///p/a%3C%26%27%22%5D%2C%1B.py"},"region":{"endColumn":17,"endLine":2,"startColumn":14,"startLine":2}}}],"message":"","ruleId":"F541"}"#]].assert_eq(&shown.to_string());
    assert_eq!(value["runs"][0]["tool"]["driver"]["rules"][0]["id"], "F541");
}

#[test]
fn nothing_found_is_valid_too() {
    for (name, format) in Format::ALL {
        let renderer = Renderer { format, color: false, wanted: Applicability::Safe };
        let mut out = String::new();
        renderer.start(&Totals::default(), &mut out);
        renderer.end(&Totals::default(), &mut out);
        if matches!(format, Format::Json | Format::Gitlab | Format::Rdjson | Format::Sarif) {
            assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{name}: {out}");
        }
    }
}

#[test]
fn summaries_statistics_and_fixes_are_counted() {
    let mut totals = Totals::default();
    totals.add(&findings());
    let mut out = totals.summary(1, Applicability::Safe);
    out.push_str(&totals.summary(0, Applicability::Unsafe));
    totals.statistics(Format::Full, Applicability::Safe, &mut out);
    totals.statistics(Format::Json, Applicability::Unsafe, &mut out);
    out.push_str(&show_fixes(&[("a.py".to_owned(), vec![("F541", 12)])]));
    out.push_str(&Totals::default().summary(0, Applicability::Safe));
    expect![[r#"
        Found 4 errors (1 fixed, 3 remaining).
        [*] 1 fixable with `--fix` (1 unsafe fix available with `--fix --unsafe-fixes`).
        Found 3 errors.
        [*] 2 fixable with `--fix`.
        2	F541	[-] f-string-missing-placeholders
        1	invalid-syntax	[ ] invalid-syntax
        [
        {"code":"F541","name":"f-string-missing-placeholders","count":2,"fixable":true,"fixable_count":2},
        {"code":"invalid-syntax","name":"invalid-syntax","count":1,"fixable":false,"fixable_count":0}
        ]
        Fixed 12 errors:
        - a.py:
            12 × F541 (f-string-missing-placeholders)
        All checks passed!
    "#]]
    .assert_eq(&out);
}
