//! The index client of a run, and the runtime that drives it. [`super::Session::network`] makes one when it is first needed.

use std::cell::OnceCell;
use std::path::Path;

use anyhow::Context as _;
use naja_base::Diagnostic;
use naja_config::Packaging;
use naja_index::{Connectivity, IndexClient, IndexOptions, IndexUrl, RequestOptions, Retries, Timeouts};
use tokio::runtime::{Builder, Runtime};

use crate::printer::Printer;

/// An index client with its runtime.
pub(crate) struct Network {
    /// Queries the indexes.
    pub(crate) client: IndexClient,
    runtime: OnceCell<Runtime>,
}

impl Network {
    /// A client as `settings` say, with its cache in `cache`. It opens no connection until the first request.
    pub(crate) fn new(settings: &Packaging, cache: &Path, refresh: bool) -> anyhow::Result<Self> {
        let mut indexes = Vec::new();
        for index in &settings.indexes {
            indexes.push(parse(&index.value.url, index.value.name.as_deref())?);
        }
        indexes.push(match &settings.default_index {
            Some(index) => parse(&index.value.url, index.value.name.as_deref())?,
            None => IndexUrl::default_index(),
        });
        let mut options = IndexOptions {
            indexes,
            connectivity: match (settings.offline, refresh) {
                (true, _) => Connectivity::Offline,
                (false, true) => Connectivity::Refresh,
                (false, false) => Connectivity::Online,
            },
            cache_dir: Some(cache.to_path_buf()),
            requests: RequestOptions {
                timeouts: Timeouts::new(settings.requests.timeout),
                retries: Retries { count: settings.requests.retries, ..Retries::default() },
                concurrency: settings.requests.concurrency,
                max_download: settings.requests.max_download,
                ..RequestOptions::default()
            },
            ..IndexOptions::default()
        };
        options.apply_environment(|name| std::env::var(name).ok());
        Ok(Self { client: IndexClient::new(options), runtime: OnceCell::new() })
    }

    /// Where requests run; its threads start with the first of them.
    pub(crate) fn runtime(&self) -> anyhow::Result<&Runtime> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let runtime = Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.context("can't start the threads for network requests")?;
        Ok(self.runtime.get_or_init(|| runtime))
    }

    /// The indexes in the order in which they are queried, without credentials.
    pub(crate) fn index_urls(&self) -> Vec<String> {
        self.client.indexes().iter().map(|index| index.url.to_string()).collect()
    }

    /// Reports what was wrong with responses that were used nevertheless, and in detail which files were skipped.
    pub(crate) fn report_warnings(&self, printer: &Printer) {
        for warning in self.client.take_warnings() {
            printer.diagnostic(&warning);
        }
        for (_, line) in self.client.skipped_files() {
            printer.detail(line);
        }
    }

    /// Adds to a failed resolution which files were skipped of the projects that it names.
    pub(crate) fn add_skipped_files(&self, diagnostic: Diagnostic) -> Diagnostic {
        let texts: Vec<String> =
            diagnostic.notes.iter().chain([&diagnostic.message]).map(String::to_owned).collect();
        let skipped = self.client.skipped_files().into_iter();
        skipped.fold(diagnostic, |diagnostic, (name, line)| {
            let quoted = format!("`{name}`");
            if texts.iter().any(|text| text.contains(&quoted)) {
                diagnostic.with_note(line)
            } else {
                diagnostic
            }
        })
    }
}

fn parse(url: &str, name: Option<&str>) -> anyhow::Result<IndexUrl> {
    let text = name.map_or_else(|| url.to_owned(), |name| format!("{name}={url}"));
    Ok(IndexUrl::parse(&text)?)
}
