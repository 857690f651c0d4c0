//! The simple API in HTML (PEP 503, 592, 629, 658, 714), read from the tokens that a browser would see.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::{PageBuilder, PageSource, ParsedPage, RawFile, check_api_version};
use crate::error::{content, login_page};
use crate::redacted::Redacted;
use crate::retry::Failure;

pub(super) fn parse(source: PageSource<'_>, body: &[u8]) -> Result<ParsedPage, Failure> {
    let url = source.url;
    let text = String::from_utf8_lossy(body);
    let collector = Collector::default();
    let tokenizer = Tokenizer::new(collector, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let found = tokenizer.sink;
    if let Some(version) = found.api_version.take() {
        check_api_version(url, &version)?;
    }
    let anchors = found.anchors.take();
    if anchors.is_empty() && !found.has_markup.get() {
        return Err(content(url, "it holds no HTML").into());
    }
    let mut builder = PageBuilder::new(source);
    if let Some(base) = found.base.take() {
        match url.join(&base) {
            Ok(base) if matches!(base.scheme(), "https" | "http") || base.scheme() == url.scheme() => {
                builder.base = base;
            }
            _ => builder.warnings.push(format!("{}: its base address is not valid", Redacted(url))),
        }
    }
    for anchor in &anchors {
        anchor.push_to(&mut builder);
    }
    // Any HTML page has the right content type. A page of an index has no form to fill in, but it may list no file.
    if found.has_form.get() && builder.is_empty() {
        return Err(login_page(url, "a page of the simple API").into());
    }
    let problems = found.problems.get();
    if problems > 0 {
        let first = found.first_problem.take();
        builder.warnings.push(format!(
            "the HTML of {} is malformed in {problems} {} ({first}): the rest of it is used",
            Redacted(url),
            if problems == 1 { "place" } else { "places" },
        ));
    }
    Ok(builder.finish())
}

/// Collects links and what concerns the page as a whole.
#[derive(Default)]
struct Collector {
    anchors: RefCell<Vec<Anchor>>,
    base: RefCell<Option<String>>,
    api_version: RefCell<Option<String>>,
    has_markup: Cell<bool>,
    has_form: Cell<bool>,
    problems: Cell<usize>,
    first_problem: RefCell<String>,
}

#[derive(Default)]
struct Anchor {
    href: StrTendril,
    requires_python: Option<StrTendril>,
    yanked: Option<StrTendril>,
    metadata: Option<StrTendril>,
    legacy_metadata: Option<StrTendril>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                self.has_markup.set(true);
                if tag.kind == TagKind::StartTag {
                    self.start_tag(tag, line);
                }
            }
            Token::DoctypeToken(_) => self.has_markup.set(true),
            Token::ParseError(problem) => self.problem(&problem, line),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Collector {
    fn start_tag(&self, tag: Tag, line: u64) {
        let attribute = |name: &str| {
            tag.attrs
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| attribute.value.clone())
        };
        match &*tag.name {
            "a" => {
                let Some(href) = attribute("href") else {
                    return self.problem("a link without an address", line);
                };
                self.anchors.borrow_mut().push(Anchor {
                    href,
                    requires_python: attribute("data-requires-python"),
                    yanked: attribute("data-yanked"),
                    metadata: attribute("data-core-metadata"),
                    legacy_metadata: attribute("data-dist-info-metadata"),
                });
            }
            "base" if self.base.borrow().is_none() => {
                *self.base.borrow_mut() = attribute("href").map(|href| href.to_string());
            }
            "meta" if attribute("name").is_some_and(|name| &*name == "pypi:repository-version") => {
                *self.api_version.borrow_mut() = attribute("content").map(|content| content.to_string());
            }
            "form" | "input" => self.has_form.set(true),
            _ => {}
        }
    }

    fn problem(&self, what: &str, line: u64) {
        if self.problems.get() == 0 {
            *self.first_problem.borrow_mut() = format!("line {line}: {what}");
        }
        self.problems.set(self.problems.get() + 1);
    }
}

impl Anchor {
    fn push_to(&self, builder: &mut PageBuilder<'_>) {
        let path = self.href.split(['#', '?']).next().unwrap_or("");
        let encoded = path.trim().rsplit('/').next().unwrap_or("");
        if encoded.is_empty() {
            // A link to a folder, as index pages have for their parents.
            return;
        }
        let name = percent_encoding::percent_decode_str(encoded).decode_utf8_lossy();
        let metadata = self.metadata.as_ref().or(self.legacy_metadata.as_ref());
        builder.push(&RawFile {
            name: &name,
            url: self.href.trim(),
            requires_python: self.requires_python.as_deref(),
            yanked: self.yanked.as_deref(),
            core_metadata: metadata.and_then(|value| match &**value {
                "false" => None,
                hash if hash.contains('=') => Some(hash.to_owned()),
                _ => Some(String::new()),
            }),
            ..RawFile::default()
        });
    }
}
