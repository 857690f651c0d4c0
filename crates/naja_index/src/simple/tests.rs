//! Pages parsed from examples.

use naja_pep::PackageName;
use url::Url;

use super::{PageSource, ParsedPage, parse};
use crate::archive::Reader;
use crate::page::ProjectPage;
use crate::retry::Failure;
use crate::{IndexLayout, IndexUrl, RequiresPython};

const JSON: &str = "application/vnd.pypi.simple.v1+json";

fn parsed(kind: &str, body: &str) -> Result<ParsedPage, Failure> {
    let url = Url::parse("https://example.org/simple/a/").unwrap();
    let project = PackageName::new("a").unwrap();
    let source = PageSource { project: &project, url: &url, layout: IndexLayout::Simple };
    parse(source, Some(kind), body.as_bytes())
}

fn page(kind: &str, body: &str) -> ProjectPage {
    let archive = Reader::new(parsed(kind, body).unwrap().archive, 0).unwrap();
    ProjectPage::new(PackageName::new("a").unwrap(), IndexUrl::default_index().into(), archive)
}

#[test]
fn addresses_are_made_absolute_and_lose_their_secrets() {
    let html = "<!DOCTYPE html><base href='/x/'><a href='a-1.tar.gz#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'>a</a>\
                <a href='https://me:secret@example.com/a-2.tar.gz' data-requires-python='&gt;=3.9' data-yanked=''>a</a>";
    let page = page("text/html; charset=utf-8", html);
    let files: Vec<_> = page.releases().flat_map(|release| release.files()).collect();
    assert_eq!(files[0].url_text(), "https://example.org/x/a-1.tar.gz");
    assert!(files[0].sha256().is_some());
    assert_eq!(files[1].url_text(), "https://example.com/a-2.tar.gz");
    assert_eq!((files[1].yanked(), page.get(1).unwrap().is_yanked()), (Some(""), true));
    assert!(matches!(page.get(1).unwrap().requires_python(), RequiresPython::Same(Some(_))));
}

#[test]
fn fault_21_malformed_html_is_used_with_a_warning() {
    let parsed = parsed("text/html", "<a href=\"a-1.tar.gz\">a</a><a href='a-2.tar.gz' <b").unwrap();
    assert_eq!(parsed.warnings.len(), 1);
    assert_eq!(Reader::new(parsed.archive, 0).unwrap().release_count(), 1);
}

#[test]
fn fault_23_24_what_is_wrong_is_left_out_with_its_reason() {
    let file = |name: &str, requires: &str| {
        format!(
            "{{\"filename\": \"{name}\", \"url\": \"{name}\", \"hashes\": {{}}, \"requires-python\": \"{requires}\"}}"
        )
    };
    let files = [
        file("a-1.0.tar.gz", ">=3.9"),
        file("../a-1.1.tar.gz", ""),
        file("a-not_a_version-py3-none-any.whl", ""),
        file("a-1.2.tar.gz", "three or more"),
        file("a-1.0.tar.gz", ">=3.9"),
    ];
    let page =
        page(JSON, &format!("{{\"meta\": {{\"api-version\": \"1.0\"}}, \"files\": [{}]}}", files.join(",")));
    assert_eq!(page.len(), 1);
    let skipped: Vec<_> = page.skipped().map(|skipped| skipped.file).collect();
    assert_eq!(
        skipped,
        ["../a-1.1.tar.gz", "a-not_a_version-py3-none-any.whl", "a-1.2.tar.gz", "a-1.0.tar.gz"]
    );
    assert!(page.skipped().nth(2).unwrap().reason.contains("three or more"));
}

#[test]
fn fault_27_a_page_of_very_many_files_is_read() {
    let files: Vec<String> = (0..20_000)
        .map(|number| format!("{{\"filename\": \"a-{number}.0.tar.gz\", \"url\": \"https://example.org/f/a-{number}.0.tar.gz\", \"hashes\": {{}}}}"))
        .collect();
    let page = page(JSON, &format!("{{\"files\": [{}]}}", files.join(",")));
    assert_eq!((page.len(), page.file_count()), (20_000, 20_000));
    assert!(page.release(&"12345.0".parse().unwrap()).is_some());
}

#[test]
fn a_later_api_is_refused() {
    assert!(parsed(JSON, "{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}").is_err());
}
