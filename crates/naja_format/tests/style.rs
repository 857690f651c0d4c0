//! What the formatter makes of small texts. Every result is formatted again and must stay.

use expect_test::{Expect, expect};
use naja_format::{FormatError, FormatOptions, LineBreaks, format, verify};

fn formatted(source: &str) -> String {
    let options = FormatOptions::default();
    let first = format(source, &options).expect("it is formatted").text;
    assert!(verify(source, &first, false), "the tree changed:\n{first}");
    let second = format(&first, &options).expect("it is formatted again").text;
    assert_eq!(first, second, "the second pass changed the first one's result");
    fault_106_other_line_ends_change_nothing_else(source, &first);
    first
}

/// Whatever its lines end with, the text is laid out in the same way, and gets the line end of its first line.
fn fault_106_other_line_ends_change_nothing_else(source: &str, expected: &str) {
    if source.contains('\r') {
        return;
    }
    let options = FormatOptions::default();
    // No `\n` follows a `\r`, with which it would be one line end before a blank line.
    for ends in [&["\r\n"][..], &["\r"], &["\r\n", "\n", "\r\n", "\r"], &["\n", "\r", "\r\n"]] {
        let mut end = ends.iter().cycle();
        let text: String = source
            .split_inclusive('\n')
            .map(|line| line.replace('\n', end.next().expect("they come again and again")))
            .collect();
        let result = format(&text, &options).expect("it is formatted with other line ends");
        // Line ends alone are no reason to write a file.
        let wanted = if source == expected { text } else { expected.replace('\n', ends[0]) };
        assert_eq!(result.text, wanted, "the line ends {ends:?} changed the layout");
    }
}

#[track_caller]
fn check(source: &str, expected: Expect) {
    expected.assert_eq(&formatted(source));
}

#[test]
fn spaces_quotes_and_numbers_are_normalised() {
    check(
        "x = {  'a':0XFF,'b' : 1E5 }\ny = u'it'\nz = 'say \"no\"'\n",
        expect![[r#"
            x = {"a": 0xFF, "b": 1e5}
            y = "it"
            z = 'say "no"'
        "#]],
    );
}

#[test]
fn redundant_parentheses_go_and_needed_ones_come() {
    check(
        "if (a):\n  return_ = (not b)\nfor (x, y) in z: pass\nprint((a))\nx = a,\n",
        expect![[r#"
            if a:
                return_ = not b
            for x, y in z:
                pass
            print((a))
            x = (a,)
        "#]],
    );
}

#[test]
fn a_magic_trailing_comma_keeps_its_brackets_exploded() {
    check(
        "f(a, b,)\nx[a,]\n",
        expect![[r#"
            f(
                a,
                b,
            )
            x[a,]
        "#]],
    );
}

#[test]
fn chains_and_operators_are_split_at_their_weakest_bond() {
    check(
        "x = session.query(argumentnumberone, argumentnumbertwo).filter(argumentnumberthree).all(argumentnumberfour)\n\
         y = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb or cccccccccccccc\n",
        expect![[r#"
            x = (
                session.query(argumentnumberone, argumentnumbertwo)
                .filter(argumentnumberthree)
                .all(argumentnumberfour)
            )
            y = (
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
                or cccccccccccccc
            )
        "#]],
    );
}

#[test]
fn comments_stay_with_what_they_follow() {
    check(
        "foo(a, # one\n  # two\n  b # three\n)\nx = ( # four\n  1\n)\n",
        expect![[r#"
            foo(
                a,  # one
                # two
                b,  # three
            )
            x = 1  # four
        "#]],
    );
}

#[test]
fn blank_lines_follow_definitions_and_imports() {
    check(
        "import a\nx = 1\ndef f(): pass\n@b\nclass C:\n    '''doc'''\n    def g(self): ...\n    # comment\ny = 2\n",
        expect![[r#"
            import a

            x = 1


            def f():
                pass


            @b
            class C:
                """doc"""

                def g(self): ...

                # comment


            y = 2
        "#]],
    );
}

#[test]
fn a_syntax_error_leaves_the_file_alone() {
    assert!(matches!(format("x = (\n", &FormatOptions::default()), Err(FormatError::Syntax(_))));
}

#[test]
fn what_is_turned_off_stays() {
    check(
        "# fmt: off\nx  =  1\n# fmt: on\ny  =  2  # fmt: skip\nif  z :  # fmt: skip\n  f( a,\n   # fmt: off\n  b  =  1,\n  # fmt: on\n  c  =  2)\n",
        expect![[r#"
            # fmt: off
            x  =  1
            # fmt: on
            y  =  2  # fmt: skip
            if  z :  # fmt: skip
                f(
                    a,
                    # fmt: off
              b  =  1,
                    # fmt: on
                    c=2,
                )
        "#]],
    );
}

#[test]
fn quotes_change_around_interpolations_that_hold_none() {
    check(
        "f'{x['a']}'\nf'{x[\"a\"]}'\nf\"a\\'b {x}\"\nf'''a\\'''b'''\nf'\\N{em dash} {x}'\nf'{'\\xEF'}'\n",
        expect![[r#"
            f"{x['a']}"
            f'{x["a"]}'
            f"a'b {x}"
            f"""a'''b"""
            f"\N{EM DASH} {x}"
            f'{'\xEF'}'
        "#]],
    );
}

#[test]
fn the_only_element_loses_its_parentheses() {
    check(
        "[(a := b)]\n{((a))}\n[(yield)]\n[(a),]\n",
        expect![[r#"
            [a := b]
            {a}
            [(yield)]
            [
                (a),
            ]
        "#]],
    );
}

#[test]
fn continued_lines_may_be_empty() {
    check("with a,\\\n\\\r\\\nb: pass\n", expect![["with a, b:\n    pass\n"]]);
}

#[test]
fn a_comment_behind_an_opening_bracket_stays_there() {
    check(
        "x = (  # one\n  call(argumentnumberone, argumentnumbertwo, argumentnumberthree, argumentnumberfour, five))\n\
         exprs = [  # a comment that makes the first line longer than it may be, which does not count\n  1] + [2]\n\
         x = y = (  # two\n  1)\n",
        expect![[r#"
            x = (  # one
                call(
                    argumentnumberone,
                    argumentnumbertwo,
                    argumentnumberthree,
                    argumentnumberfour,
                    five,
                )
            )
            exprs = [  # a comment that makes the first line longer than it may be, which does not count
                1
            ] + [2]
            x = y = 1  # two
        "#]],
    );
}

#[test]
fn type_comments_stay_with_their_lines() {
    check(
        "x = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  # type: int\n\
         the_first_one_of_two_targets = (\n    the_second_one_of_two_targets\n) = some_value_of_some_sort  # type: ignore\n\
         raise Error(\n    'predicate_failed',\n    f'Predicate {name} failed'  # type: ignore  # noqa: B023 and so on until too long\n)\n",
        expect![[r#"
            x = (
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            )  # type: int
            the_first_one_of_two_targets = (
                the_second_one_of_two_targets
            ) = some_value_of_some_sort  # type: ignore
            raise Error(
                "predicate_failed",
                f"Predicate {name} failed",  # type: ignore  # noqa: B023 and so on until too long
            )
        "#]],
    );
}

#[test]
fn commas_behind_stars_ask_for_a_newer_python() {
    check(
        "f(\n    *a,  # comment\n)\ncall_of_something(*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, **bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)\n",
        expect![[r#"
            f(
                *a,  # comment
            )
            call_of_something(
                *aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
                **bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
            )
        "#]],
    );
}

#[test]
fn stubs_have_their_own_blank_lines() {
    let options = FormatOptions { stub: true, ..FormatOptions::default() };
    let text = "if x:\n    class A: ...\nclass B: ...\nclass C: ...\n";
    let formatted = format(text, &options).expect("it is formatted").text;
    assert_eq!(formatted, "if x:\n    class A: ...\n\nclass B: ...\nclass C: ...\n");
    let text = "def f(): ...\n@a\n# c\ndef g(): ...\n";
    assert_eq!(format(text, &options).expect("it is formatted").text, text);
}

#[test]
fn two_blank_lines_behind_imports_stay_on_request() {
    let line_breaks = LineBreaks { after_imports: 2, ..LineBreaks::default() };
    let options = FormatOptions { line_breaks, ..FormatOptions::default() };
    let source =
        "import a\n\n\n\nx = 1\nimport b\ny = 1\nimport c\n\n\n# c\nif x:\n    import d\n\n\n    z = 1\n";
    let text = format(source, &options).expect("it is formatted").text;
    expect![[r#"
        import a


        x = 1
        import b

        y = 1
        import c


        # c
        if x:
            import d

            z = 1
    "#]]
    .assert_eq(&text);
}

#[test]
fn clauses_can_be_turned_off() {
    check(
        "try :\n    a  =  1\n# fmt: off\nexcept  A  as  e :\n    b  =  2\nexcept  B :\n    b  =  2\n# fmt: on\nelse :\n    d  =  3\n# fmt: off\nfinally :\n    c  =  3\n# fmt: on\ne  =  1\n",
        expect![[r#"
            try:
                a = 1
            # fmt: off
            except  A  as  e :
                b  =  2
            except  B :
                b  =  2
            # fmt: on
            else:
                d = 3
            # fmt: off
            finally :
                c  =  3
            # fmt: on
            e = 1
        "#]],
    );
    check(
        "if  a :\n    a  =  1\n# fmt: off\nelif  b :\n    a  =  2\n# fmt: on\nelse  :\n    a  =  3\nfor  a  in b :\n    a  =  1\n# fmt: off\nelse  :\n    a  =  2\n",
        expect![[r#"
            if a:
                a = 1
            # fmt: off
            elif  b :
                a  =  2
            # fmt: on
            else:
                a = 3
            for a in b:
                a = 1
            # fmt: off
            else  :
                a  =  2
        "#]],
    );
}

#[test]
fn elements_of_a_line_can_be_skipped() {
    check(
        "m = [\n    1,0,  0,  # fmt: skip\n    0,1,  0,\n]\nf(\n    a  =  1,  # fmt: skip\n    b  =  2,\n)\ndef f(\n    a  :  int,  # fmt: skip\n    *,\n    b  =  1,\n) :\n    x  =  1\nif (\n    a  and  b  # fmt: skip\n    and  c\n) :\n    pass\n",
        expect![[r#"
            m = [
                1,0,  0,  # fmt: skip
                0,
                1,
                0,
            ]
            f(
                a  =  1,  # fmt: skip
                b=2,
            )


            def f(
                a  :  int,  # fmt: skip
                *,
                b=1,
            ):
                x = 1


            if (
                a  and  b  # fmt: skip
                and c
            ):
                pass
        "#]],
    );
    check(
        "x = [\n    1,  2,\n    3,  4,  # fmt: skip\n]\ny = [ 1,  # fmt: skip\n  2 ]\n",
        expect![[r#"
            x = [
                1,  2,
                3,  4,  # fmt: skip
            ]
            y = [ 1,  # fmt: skip
              2 ]
        "#]],
    );
}

#[test]
fn what_is_turned_off_ends_at_its_own_level() {
    check(
        "# fmt: off\nx  =  1\ny  =  2  # fmt: on\nz  =  3\n# fmt: off\n@ a( b )\n# fmt: on\n@ c( d )\ndef  f( ) : pass\n# fmt: off\ny  =  2\n\n\n\n# fmt: on\nz  =  3\n",
        expect![[r#"
            # fmt: off
            x  =  1
            y  =  2
            # fmt: on
            z = 3
            # fmt: off
            @ a( b )
            # fmt: on
            @ c( d )
            def  f( ) : pass
            # fmt: off
            y  =  2



            # fmt: on
            z = 3
        "#]],
    );
}

#[test]
fn what_is_kept_never_gets_into_another_block() {
    let text = "if x:\n  if y:\n    b\n    # fmt: off\n    a  =  1\n    # fmt: on\n";
    assert_eq!(format(text, &FormatOptions::default()), Err(FormatError::Kept));
    let text = "def f():\n\t# fmt: off\n\ta  =  1\n\t# fmt: on\n\tb  =  2\n";
    assert_eq!(format(text, &FormatOptions::default()), Err(FormatError::Kept));
}

#[test]
fn loops_over_loose_expressions_keep_their_parentheses() {
    check(
        "for x in ((a if b else c)): pass\nfor x in (lambda: y): pass\nfor x in (a or b): pass\n",
        expect![[r#"
            for x in (a if b else c):
                pass
            for x in (lambda: y):
                pass
            for x in a or b:
                pass
        "#]],
    );
}

#[test]
fn escapes_are_normalised_where_quotes_are_left_alone() {
    let options = FormatOptions { string_normalization: false, ..FormatOptions::default() };
    let text = "def f():\n    '''\\xAB'''\n    U'\\u00AB' f'\\xAB {x!r}' R'\\xAB'\n";
    let formatted = format(text, &options).expect("it is formatted").text;
    assert_eq!(formatted, "def f():\n    '''\\xab'''\n    U'\\u00ab' f'\\xab {x!r}' R'\\xAB'\n");
}

#[test]
fn continued_lines_before_a_statement_count_as_blank_ones() {
    check(
        "x = 1\n\\\ny = 2\nif x:\n    \\\n    y = 1\nz = 1; \\\nw = 1\nif x: \\\n\\\n\n    y = 1\n",
        expect![[r#"
            x = 1

            y = 2
            if x:

                y = 1
            z = 1
            w = 1
            if x:
                y = 1
        "#]],
    );
}

#[test]
fn a_comma_behind_the_only_context_manager_keeps_its_parentheses() {
    check(
        "with (\n  a as b,\n): pass\nwith (a as b): pass\nwith (a as b, c as d,): pass\n",
        expect![[r#"
            with (a as b,):
                pass
            with a as b:
                pass
            with (
                a as b,
                c as d,
            ):
                pass
        "#]],
    );
}
