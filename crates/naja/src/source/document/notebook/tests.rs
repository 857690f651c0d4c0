//! Reading notebooks, and writing them back.

use naja_base::Span;
use naja_lint::{Cells, Finding};

use super::Notebook;

fn json(cells: &[&str]) -> String {
    let cells = cells.iter().map(|source| serde_json::json!({"cell_type": "code", "source": source}));
    serde_json::json!({"cells": cells.collect::<Vec<_>>(), "nbformat": 4}).to_string()
}

#[test]
fn cells_are_joined_and_commands_replaced() {
    let json = json(&["%cd x\ny", "%%bash\nls", "", "x = !ls \\\n  a\nz"]);
    let notebook = Notebook::read("a.ipynb", &json).unwrap();
    assert_eq!(notebook.text(), "__ipython__ = 0\ny\n\nx = __ipython__\\\n\nz\n");
    assert_eq!(*notebook.cells(), Cells::new(vec![0, 18, 19], vec![Span::new(0, 15), Span::new(23, 36)]));
}

#[test]
fn places_are_those_in_the_cell() {
    let json = json(&["a\n!ls\nb = !ls", "c"]);
    let notebook = Notebook::read("a.ipynb", &json).unwrap();
    let rule = naja_lint::find("F541").unwrap();
    let at = |name: &str| {
        let start = u32::try_from(notebook.text().find(name).unwrap()).unwrap();
        Finding::new(rule, Span::new(start, start + 1), "")
    };
    let end = Finding::new(rule, Span::empty(u32::try_from(notebook.text().len()).unwrap()), "");
    let found = notebook.by_cell(&[at("a"), at("b ="), at("c\n"), end]);
    let places: Vec<_> = found
        .iter()
        .flat_map(|cell| cell.findings.iter().map(|finding| (cell.number, cell.code, finding.span)))
        .collect();
    let first = "a\n!ls\nb = !ls\n";
    assert_eq!(
        places,
        [
            (1, first, Span::new(0, 1)),
            (1, first, Span::new(6, 7)),
            (2, "c\n", Span::new(0, 1)),
            (2, "c\n", Span::new(2, 2))
        ]
    );
}

#[test]
fn only_changed_cells_are_written_anew() {
    let json = "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\n \"a\\u00fc\\n\",\n \"!x\" ]},\
                {\"cell_type\":\"code\",\"source\":\"b\"},{\"cell_type\":\"code\",\"source\":[ \"c\"]}]}";
    let notebook = Notebook::read("a.ipynb", json).unwrap();
    let text = notebook.text().replace("a", "new\na").replace("b\n", "é\n").replace("c\n", "");
    let shape =
        |starts: [u32; 3], command: u32| Cells::new(starts.into(), vec![Span::new(command, command + 15)]);
    let new = notebook.with_text(&text, &shape([0, 24, 27], 8)).unwrap();
    let expected = json
        .replace("[\n \"a", "[\n \"new\\n\",\n \"a")
        .replace("\"b\"", "\"\\u00e9\"")
        .replace("[ \"c\"]", "[]");
    assert_eq!(new, expected);
    assert_eq!(notebook.with_text(notebook.text(), notebook.cells()).unwrap(), json);
    // Cells that fit no more are a fault of naja's, which must not end in a broken notebook.
    assert!(notebook.with_text(&text, &shape([0, 24, 27], 9)).is_err());
    assert!(notebook.with_text(&text, &Cells::default()).is_err());
}

#[test]
fn an_empty_cell_may_be_filled() {
    for (source, filled) in
        [("[]", "[\"a\\n\",\"b\"]"), ("\"\"", "\"a\\nb\""), ("[ \"\" ]", "[ \"a\\n\", \"b\" ]")]
    {
        let json = format!("{{\"cells\":[{{\"cell_type\":\"code\",\"source\":{source}}}]}}");
        let notebook = Notebook::read("a.ipynb", &json).unwrap();
        assert_eq!(notebook.text(), "\n");
        assert_eq!(notebook.with_text("a\nb\n", notebook.cells()).unwrap(), json.replace(source, filled));
    }
}

#[test]
fn what_is_not_python_is_left_alone() {
    let other = json(&["x <- 1"])
        .replace("\"nbformat\"", "\"metadata\":{\"kernelspec\":{\"language\":\"R\"}},\"nbformat\"");
    assert_eq!(Notebook::read("a.ipynb", &other).unwrap().text(), "");
    let cell = "{\"cells\":[{\"cell_type\":\"raw\",\"source\":\"?\"},{\"cell_type\":\"code\",\"source\":\"x\",\
                \"metadata\":{\"vscode\":{\"languageId\":\"sql\"}}}]}";
    assert_eq!(Notebook::read("a.ipynb", cell).unwrap().text(), "");
}
