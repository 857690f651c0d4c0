//! The index client of a run, and the runtime that drives it. [`super::Session::network`] makes one when it is first needed.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use naja_base::Diagnostic;
use naja_config::Packaging;
use naja_index::{Connectivity, IndexClient, IndexOptions, IndexUrl, RequestOptions, Retries, Timeouts};
use naja_pep::PackageName;
use tokio::runtime::{Builder, Runtime};
use url::Url;

use crate::printer::Printer;

/// An index client with its runtime.
pub(crate) struct Network {
    /// Queries the indexes.
    pub(crate) client: IndexClient,
    /// Query the one index of a package that comes from there alone.
    pub(crate) pinned: BTreeMap<PackageName, IndexClient>,
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
        let pinned = pinned_clients(settings, &options)?;
        Ok(Self { client: IndexClient::new(options), pinned, runtime: OnceCell::new() })
    }

    /// The client for a file at `url`: that of an index on the same host, as its credentials may be needed there.
    pub(crate) fn client_for(&self, url: &Url) -> &IndexClient {
        let is_near =
            |client: &&IndexClient| client.indexes().iter().any(|index| index.url.origin() == url.origin());
        std::iter::once(&self.client).chain(self.pinned.values()).find(is_near).unwrap_or(&self.client)
    }

    /// The packages that come from one index alone, with its URL without credentials.
    pub(crate) fn pinned_urls(&self) -> BTreeMap<PackageName, String> {
        let url = |client: &IndexClient| client.indexes().first().map(|index| index.url.to_string());
        self.pinned.iter().filter_map(|(name, client)| Some((name.clone(), url(client)?))).collect()
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
        for client in std::iter::once(&self.client).chain(self.pinned.values()) {
            for warning in client.take_warnings() {
                printer.diagnostic(&warning);
            }
            for (_, line) in client.skipped_files() {
                printer.detail(line);
            }
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

/// A client for each package that comes from one index alone; packages of the same index share one.
fn pinned_clients(
    settings: &Packaging,
    options: &IndexOptions,
) -> anyhow::Result<BTreeMap<PackageName, IndexClient>> {
    let mut clients: BTreeMap<&str, IndexClient> = BTreeMap::new();
    let mut pinned = BTreeMap::new();
    for pin in &settings.sources.pins {
        let (package, name) = (&pin.value.package, pin.value.index.as_str());
        let package = PackageName::new(package)
            .map_err(|_| pin.origin.error(format!("`{package}` is not a package name"), "its source"))?;
        let all =
            settings.sources.explicit_indexes.iter().chain(&settings.indexes).chain(&settings.default_index);
        let Some(index) = all.into_iter().find(|index| index.value.name.as_deref() == Some(name)) else {
            let error: Box<Diagnostic> = pin
                .origin
                .error(format!("there is no index `{name}`"), format!("`{package}` is to come from it"));
            return Err(error.with_help("declare it with a `name` and a `url` under `index`").into());
        };
        let url = parse(&index.value.url, Some(name))?;
        let client = clients
            .entry(name)
            .or_insert_with(|| IndexClient::new(IndexOptions { indexes: vec![url], ..options.clone() }));
        pinned.entry(package).or_insert_with(|| client.clone());
    }
    Ok(pinned)
}

fn parse(url: &str, name: Option<&str>) -> anyhow::Result<IndexUrl> {
    let text = name.map_or_else(|| url.to_owned(), |name| format!("{name}={url}"));
    Ok(IndexUrl::parse(&text)?)
}
