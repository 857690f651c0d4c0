//! The index client of a command, and the runtime that drives it.

use anyhow::Context as _;
use naja_base::Diagnostic;
use naja_index::{Connectivity, IndexClient, IndexOptions, IndexUrl, RequestOptions, Retries, Timeouts};
use tokio::runtime::{Builder, Runtime};

use super::Session;

/// An index client with its runtime.
pub(crate) struct Network {
    /// Asks the indexes.
    pub(crate) client: IndexClient,
    runtime: Runtime,
}

impl Network {
    /// A client as the session's settings say. It opens no connection until it is asked.
    pub(crate) fn new(session: &Session<'_>, refresh: bool) -> anyhow::Result<Self> {
        let settings = &session.packaging;
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
            cache_dir: Some(session.cache().to_path_buf()),
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
        let runtime =
            Builder::new_multi_thread().enable_all().build().context("the network runtime does not start")?;
        Ok(Self { client: IndexClient::new(options), runtime })
    }

    /// Where tasks are started.
    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The indexes in the order in which they are asked, without credentials.
    pub(crate) fn index_urls(&self) -> Vec<String> {
        self.client.indexes().iter().map(|index| index.url.to_string()).collect()
    }

    /// Reports what was wrong with responses that were used nevertheless, and in detail which files were skipped.
    pub(crate) fn tell_warnings(&self, session: &Session<'_>) {
        for warning in self.client.take_warnings() {
            session.context.printer.diagnostic(&warning);
        }
        for (_, line) in self.client.skipped_files() {
            session.context.printer.detail(line);
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
