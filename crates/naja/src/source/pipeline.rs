//! One file on its way: looked up in the cache, else read, decoded and given to a pass; written once; the result cached.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use naja_base::Diagnostic;
use naja_config::source::{SourceConfig, SourceSettings};

use super::cache::{Cache, Key};
use super::discovery::{self, FileWork, Filter, FolderConfiguration, Outcomes, Purpose, on_deep_stack};
use super::file::{self, Contents, Lookup};
use crate::context::Context;

/// What a command does with the text of a file. It is given a text, and what it yields is written and cached for it.
pub(crate) trait Pass: Sync {
    /// The settings in the shape that the pass needs.
    type Options: Send + Sync;
    /// What a thread keeps between files.
    type Scratch: Default;
    /// What is reported about a file.
    type Report: Send;

    /// What the files are wanted for.
    fn purpose(&self) -> Purpose;

    /// Whether new texts are written; else nothing is changed.
    fn writes(&self) -> bool;

    /// Makes the options once for each configuration.
    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Self::Options>;

    /// What results depend on beside the files: settings and rules, as bytes. `None` where results are not cached.
    fn result_inputs(&self, settings: &SourceSettings, options: &Self::Options) -> Option<Vec<u8>>;

    /// What results depend on of a file beside its contents: parts of its path, for example.
    fn path_inputs(&self, file: &SourceFile<'_, Self::Options>, scratch: &mut Self::Scratch) -> Vec<u8>;

    /// What a cached result says about a file, whose text is read only if it is asked for.
    fn recall(
        &self,
        file: &SourceFile<'_, Self::Options>,
        result: &[u8],
        text: &UnreadText<'_>,
    ) -> Result<Recalled<Self::Report>, Box<Diagnostic>>;

    /// Runs over a text.
    fn run(
        &self,
        file: &SourceFile<'_, Self::Options>,
        contents: &Contents,
        scratch: &mut Self::Scratch,
    ) -> Result<Processed<Self::Report>, Box<Diagnostic>>;
}

/// A file, or standard input under the name of one, with the configuration that governs it.
pub(crate) struct SourceFile<'f, O> {
    /// The path, absolute.
    pub(crate) path: &'f Path,
    /// The path as the user knows it.
    pub(crate) shown: &'f str,
    /// The settings.
    pub(crate) settings: &'f SourceSettings,
    /// Which files are taken.
    pub(crate) filter: &'f Filter,
    /// The settings in the shape that the pass needs.
    pub(crate) options: &'f O,
}

/// What a cached result says.
pub(crate) enum Recalled<R> {
    /// This is reported, or nothing.
    Report(Option<R>),
    /// It is not enough: the pass has to run.
    Insufficient,
}

/// What a pass has made of a text.
pub(crate) struct Processed<R> {
    /// What is reported; `None` where there is nothing to report.
    pub(crate) report: Option<R>,
    /// The text to write, where it differs and is to be written.
    pub(crate) new_text: Option<String>,
    /// What to cache for the text that the file then has, if anything.
    pub(crate) result: Option<Vec<u8>>,
}

/// The text of a file that is read when it is first asked for.
pub(crate) struct UnreadText<'p> {
    path: &'p Path,
    contents: OnceCell<Option<Contents>>,
}

impl UnreadText<'_> {
    /// The text; `None` where the file has vanished.
    pub(crate) fn get(&self) -> Result<Option<&Contents>, Box<Diagnostic>> {
        if self.contents.get().is_none() {
            let contents = file::read(self.path)?;
            return Ok(self.contents.get_or_init(|| contents).as_ref());
        }
        Ok(self.contents.get().and_then(Option::as_ref))
    }

    fn into_contents(self) -> Result<Option<Contents>, Box<Diagnostic>> {
        match self.contents.into_inner() {
            Some(contents) => Ok(contents),
            None => file::read(self.path),
        }
    }
}

/// Runs `pass` over all files below `paths`; results are cached in `results_folder`, where there is one.
pub(crate) fn run<P: Pass>(
    context: &Context,
    config: &SourceConfig,
    pass: &P,
    results_folder: Option<&Path>,
    paths: &[PathBuf],
) -> anyhow::Result<Outcomes<P::Report>> {
    discovery::run(context, config, &Pipeline { context, pass, results_folder }, paths)
}

/// A pass over files.
struct Pipeline<'a, P> {
    context: &'a Context,
    pass: &'a P,
    results_folder: Option<&'a Path>,
}

/// The options of a pass under one configuration, and the cache of its results.
struct CachedOptions<O> {
    options: O,
    cache: Option<Cache>,
}

impl<P: Pass> FileWork for Pipeline<'_, P> {
    type Options = CachedOptions<P::Options>;
    type Scratch = P::Scratch;
    type Report = P::Report;

    fn purpose(&self) -> Purpose {
        self.pass.purpose()
    }

    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Self::Options> {
        let options = self.pass.options(settings)?;
        let cache = self.results_folder.and_then(|folder| {
            let inputs = self.pass.result_inputs(settings, &options)?;
            Some(Cache::open(folder, settings.root(), &inputs))
        });
        Ok(CachedOptions { options, cache })
    }

    fn file(
        &self,
        path: &Path,
        configuration: &FolderConfiguration<Self::Options>,
        scratch: &mut P::Scratch,
    ) -> Result<Option<P::Report>, Box<Diagnostic>> {
        let FolderConfiguration { settings, filter, options: CachedOptions { options, cache } } =
            configuration;
        let shown = self.context.shown(path);
        let file = SourceFile { path, shown: &shown, settings, filter, options };
        process(self.pass, &file, cache.as_ref(), scratch)
    }

    fn writes(&self) -> bool {
        self.pass.writes()
    }

    fn cache_folder(&self) -> Option<&Path> {
        self.results_folder
    }

    fn finish(&self, options: &Self::Options) {
        if let Some(cache) = &options.cache {
            cache.save();
        }
    }
}

/// Takes one file all the way.
fn process<P: Pass>(
    pass: &P,
    file: &SourceFile<'_, P::Options>,
    cache: Option<&Cache>,
    scratch: &mut P::Scratch,
) -> Result<Option<P::Report>, Box<Diagnostic>> {
    let inputs = cache.map(|_| pass.path_inputs(file, scratch)).unwrap_or_default();
    let (contents, key) = match file::look_up(cache, file.path, &inputs)? {
        None => return Ok(None),
        Some(Lookup::Read(contents, key)) => (contents, key),
        Some(Lookup::Cached(result)) => {
            let text = UnreadText { path: file.path, contents: OnceCell::new() };
            match pass.recall(file, result, &text)? {
                Recalled::Report(report) => return Ok(report),
                Recalled::Insufficient => match text.into_contents()? {
                    Some(contents) => (contents, None),
                    None => return Ok(None),
                },
            }
        }
    };
    let Processed { report, new_text, result } = pass.run(file, &contents, scratch)?;
    let key = match new_text {
        Some(text) => Some(file::write(file.path, &contents, &text)?.with(&inputs)),
        None => key,
    };
    cache_result(cache, key, result);
    file::release(contents);
    Ok(report)
}

fn cache_result(cache: Option<&Cache>, key: Option<Key>, result: Option<Vec<u8>>) {
    if let (Some(cache), Some(key), Some(result)) = (cache, key, result) {
        cache.note_result(key, result);
    }
}

/// Standard input after a pass.
pub(crate) struct ProcessedStdin<R> {
    /// The path that it goes by.
    pub(crate) path: PathBuf,
    /// What is reported.
    pub(crate) report: Option<R>,
    contents: Contents,
    new_text: Option<String>,
}

impl<R> ProcessedStdin<R> {
    /// The text for standard output, encoded as standard input was.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.contents.encode(self.new_text.as_deref().unwrap_or(&self.contents.text))
    }
}

/// Runs `pass` over standard input, which goes by the path `name`. Where that path is excluded, nothing is changed and reported.
pub(crate) fn run_stdin<P>(
    context: &Context,
    config: &SourceConfig,
    pass: &P,
    name: &Path,
) -> anyhow::Result<ProcessedStdin<P::Report>>
where
    P: Pass,
{
    let path = context.folder.join(name);
    let shown = name.display().to_string();
    let settings = config.of_folder(path.parent().unwrap_or(&path))?;
    let (filter, options) = (Filter::new(&settings)?, pass.options(&settings)?);
    let named = |diagnostic: Box<Diagnostic>| file::path_text(&shown, *diagnostic);
    let contents = file::read_stdin().map_err(named)?;
    if filter.force_exclude && filter.excludes_way(&path, pass.purpose()) {
        return Ok(ProcessedStdin { path, report: None, contents, new_text: None });
    }
    let file =
        SourceFile { path: &path, shown: &shown, settings: &settings, filter: &filter, options: &options };
    let processed = on_deep_stack(|| pass.run(&file, &contents, &mut P::Scratch::default()))?;
    let Processed { report, new_text, .. } = processed.map_err(named)?;
    Ok(ProcessedStdin { path, report, contents, new_text })
}
