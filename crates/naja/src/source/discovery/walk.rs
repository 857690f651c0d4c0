//! Finding files and working on them, both at once, on all cores.
//!
//! Every thread takes what is next: a folder, whose entries become new work, or a file. The outcomes are sorted by path in the
//! end, so the order does not depend on the threads.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, PoisonError};

use naja_base::atomic::{self, Recovery};
use naja_base::escape::escape;
use naja_base::{Diagnostic, failpoint};
use naja_config::source::{SourceConfig, SourceSettings};

use super::filter::lexically;
use super::ignores::IgnoreState;
use super::listing::{Kind, Listing, Marks};
use super::queue::{Queue, Task};
use super::{Filter, Purpose};
use crate::context::Context;
use crate::source::cache::Listings;
use crate::source::file::unreadable;

/// What is done with each file.
pub(crate) trait FileWork: Sync {
    /// The settings in the shape that the work needs.
    type Options: Send + Sync;
    /// What a thread keeps between files.
    type Scratch: Default;
    /// What is reported about a file.
    type Report: Send;

    /// What the files are wanted for.
    fn purpose(&self) -> Purpose;
    /// Makes the options once for each configuration.
    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Self::Options>;
    /// Works on a file; `None` where there is nothing to report.
    fn file(
        &self,
        path: &Path,
        configuration: &FolderConfiguration<Self::Options>,
        scratch: &mut Self::Scratch,
    ) -> Result<Option<Self::Report>, Box<Diagnostic>>;
    /// Whether files are changed.
    fn writes(&self) -> bool {
        false
    }
    /// Where what is found out about folders is kept, if anywhere.
    fn cache_folder(&self) -> Option<&Path> {
        None
    }
    /// Called for each configuration at the end.
    fn finish(&self, _options: &Self::Options) {}
}

/// A configuration, ready for use.
pub(crate) struct FolderConfiguration<O> {
    /// The settings.
    pub(crate) settings: Arc<SourceSettings>,
    /// Which files are taken.
    pub(crate) filter: Filter,
    /// The settings in the shape that the work needs.
    pub(crate) options: O,
}

/// What is reported about the files, or why one could not be worked on, by path.
pub(crate) type Outcomes<R> = Vec<(PathBuf, Result<R, Box<Diagnostic>>)>;

struct Folder<O> {
    path: PathBuf,
    outer: Arc<FolderConfiguration<O>>,
    ignores: IgnoreState,
    listings: Option<Arc<Listings>>,
}

struct File<O> {
    path: PathBuf,
    configuration: Arc<FolderConfiguration<O>>,
}

/// What all threads share.
struct Run<'a, W: FileWork> {
    work: &'a W,
    context: &'a Context,
    config: &'a SourceConfig,
    queue: Queue<Folder<W::Options>, File<W::Options>>,
    /// By the address of the settings, which live as long as the run.
    configuration: Mutex<HashMap<usize, Arc<FolderConfiguration<W::Options>>>>,
    /// Folders that were entered, where two starts may lead to the same one.
    entered: Option<Mutex<HashSet<PathBuf>>>,
    failure: Mutex<Option<anyhow::Error>>,
    listings: Vec<Arc<Listings>>,
}

/// Works on `paths` (files, or folders with all that is below them; the working folder if there are none), and yields the outcomes,
/// sorted by path.
pub(crate) fn run<W: FileWork>(
    context: &Context,
    config: &SourceConfig,
    work: &W,
    paths: &[PathBuf],
) -> anyhow::Result<Outcomes<W::Report>> {
    let mut run = Run {
        work,
        context,
        config,
        queue: Queue::new(Vec::new(), Vec::new()),
        configuration: Mutex::default(),
        entered: (paths.len() > 1).then(Mutex::default),
        failure: Mutex::default(),
        listings: Vec::new(),
    };
    let mut outcomes = run.start(paths)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    catch_panics_quietly();
    std::thread::scope(|scope| {
        let spawn = |_| {
            std::thread::Builder::new()
                .stack_size(naja_syntax::STACK_SIZE)
                .spawn_scoped(scope, || run.thread())
        };
        let handles: Vec<_> = (0..threads).map(spawn).collect();
        for handle in handles {
            outcomes.append(&mut handle?.join().unwrap_or_default());
        }
        Ok::<_, anyhow::Error>(())
    })?;
    if let Some(error) = run.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    for listings in &run.listings {
        listings.save();
    }
    for configuration in run.configuration.into_inner().unwrap_or_else(PoisonError::into_inner).values() {
        work.finish(&configuration.options);
    }
    outcomes.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(outcomes)
}

/// Runs `work` where deep trees fit on the stack.
pub(crate) fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn_scoped(scope, work)?;
        thread.join().map_err(|_| anyhow::anyhow!("naja failed on this file: this is a bug in naja"))
    })
}

impl<W: FileWork> Run<'_, W> {
    /// Looks at what was named: files go to work as they are, folders are walked.
    fn start(&mut self, paths: &[PathBuf]) -> anyhow::Result<Outcomes<W::Report>> {
        let (mut folders, mut files, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
        let here = [PathBuf::from(".")];
        let mut named = HashSet::new();
        for path in if paths.is_empty() { &here[..] } else { paths } {
            let whole = lexically(&self.context.folder.join(path));
            if !named.insert(whole.clone()) {
                continue;
            }
            let metadata = match fs::metadata(&whole) {
                Ok(metadata) => metadata,
                Err(error) => {
                    outcomes.push((whole.clone(), Err(unreadable(&whole, &error))));
                    continue;
                }
            };
            let folder = if metadata.is_dir() { Some(whole.as_path()) } else { whole.parent() };
            let settings = self.config.of_folder(folder.unwrap_or(&whole))?;
            let configuration = self.configuration(settings)?;
            let (filter, purpose) = (&configuration.filter, self.work.purpose());
            if filter.force_exclude && filter.excludes_way(&whole, purpose) {
                continue;
            }
            if metadata.is_dir() {
                let listings =
                    self.work.cache_folder().map(|folder| Arc::new(Listings::open(folder, &whole)));
                self.listings.extend(listings.clone());
                let ignores = IgnoreState::above(&whole);
                folders.push(Folder { ignores, path: whole, outer: configuration, listings });
            } else if !metadata.is_file() {
                let diagnostic = Box::new(Diagnostic::error("it is not a regular file"));
                outcomes.push((whole, Err(diagnostic)));
            } else if !filter.black_forbids(&whole, purpose) {
                if self.work.writes() {
                    self.report_recovery(atomic::recover(&whole));
                }
                if let Some(entered) = &self.entered {
                    entered.lock().unwrap_or_else(PoisonError::into_inner).insert(whole.clone());
                }
                files.push(File { path: whole, configuration });
            }
        }
        self.queue = Queue::new(folders, files);
        Ok(outcomes)
    }

    fn thread(&self) -> Outcomes<W::Report> {
        let mut outcomes = Vec::new();
        let mut scratch = W::Scratch::default();
        let mut room = Vec::new();
        while let Some(task) = self.queue.take() {
            match task {
                Task::Folder(folder) => self.folder(&folder, &mut room, &mut outcomes),
                Task::File(file) => {
                    if let Some(outcome) = self.guarded(&file, &mut scratch).transpose() {
                        outcomes.push((file.path, outcome));
                    }
                }
            }
            self.queue.done();
        }
        outcomes
    }

    /// Works on a file; a panic becomes its error.
    fn guarded(
        &self,
        file: &File<W::Options>,
        scratch: &mut W::Scratch,
    ) -> Result<Option<W::Report>, Box<Diagnostic>> {
        let work = || {
            #[expect(clippy::panic, reason = "a test asks for it, to see that the other files are worked on")]
            if failpoint::hit("source.file").is_err() {
                panic!("a fail point was hit");
            }
            self.work.file(&file.path, &file.configuration, scratch)
        };
        GUARDED.with_borrow_mut(|guarded| *guarded = Some(String::new()));
        let outcome = panic::catch_unwind(AssertUnwindSafe(work));
        let message = GUARDED.take().unwrap_or_default();
        outcome.unwrap_or_else(|_| {
            *scratch = W::Scratch::default();
            let diagnostic = Diagnostic::error("naja failed on this file, and left it as it is")
                .with_note(message)
                .with_help("this is a bug in naja: please report it, with the file if you can");
            Err(Box::new(diagnostic))
        })
    }

    /// Reads a folder: its configuration and rules first, then what is to be done with its entries.
    fn folder(&self, folder: &Folder<W::Options>, room: &mut Vec<u8>, outcomes: &mut Outcomes<W::Report>) {
        let mut fail = |path: &Path, error: &io::Error| {
            if error.kind() != io::ErrorKind::NotFound {
                outcomes.push((path.to_path_buf(), Err(unreadable(path, error))));
            }
        };
        let mut listing = match self.listing(folder, room) {
            Ok(listing) => listing,
            Err(error) => return fail(&folder.path, &error),
        };
        let Marks { config, ignores, leftovers } = listing.marks();
        if leftovers && self.work.writes() {
            self.report_recovery(atomic::collect(&folder.path));
        }
        let configuration = self.config.inner(&folder.path, config, &folder.outer.settings);
        let configuration = match configuration
            .map_err(anyhow::Error::from)
            .and_then(|settings| self.configuration(settings))
        {
            Ok(configuration) => configuration,
            Err(error) => return self.fail(error),
        };
        if listing.is_partial && configuration.filter.has_patterns_of_its_own() {
            listing = match Listing::read(&folder.path, room) {
                Ok(listing) => listing,
                Err(error) => return fail(&folder.path, &error),
            };
        }
        let ignores = match configuration.filter.respect_gitignore {
            true => folder.ignores.inside(&folder.path, ignores),
            false => IgnoreState::default(),
        };
        let (filter, purpose) = (&configuration.filter, self.work.purpose());
        let (mut folders, mut files) = (Vec::new(), Vec::new());
        for (name, kind) in listing.entries {
            let path = folder.path.join(name);
            if kind == Kind::Folder {
                if !filter.excludes(&path, purpose, true)
                    && !ignores.excludes(&path, true)
                    && self.enter(&path)
                {
                    folders.push(Folder {
                        path,
                        outer: Arc::clone(&configuration),
                        ignores: ignores.clone(),
                        listings: folder.listings.clone(),
                    });
                }
            } else if filter.includes(&path, purpose)
                && (kind == Kind::File || fs::metadata(&path).is_ok_and(|metadata| metadata.is_file()))
                && !filter.excludes(&path, purpose, false)
                && !ignores.excludes(&path, false)
                && self.enter(&path)
            {
                files.push(File { path, configuration: Arc::clone(&configuration) });
            }
        }
        self.queue.add(folders, files);
    }

    /// Reports files that a killed run was overwriting.
    fn report_recovery(&self, recovered: impl IntoIterator<Item = Recovery>) {
        let name = |path: &Path| escape(&self.context.shown(path)).into_owned();
        for recovery in recovered {
            self.context.printer.diagnostic(&match recovery {
                Recovery::Restored(file) => Diagnostic::warning(format!(
                    "`{}` has its old contents again: a run was interrupted while it wrote the file",
                    name(&file)
                )),
                Recovery::ChangedSince { file, undo } => Diagnostic::warning(format!(
                    "`{}` keeps the contents that `{}` had before a run was interrupted while it wrote the file",
                    name(&undo),
                    name(&file)
                ))
                .with_help("the file was changed since, so it is left alone: remove the other one when you do not need it"),
            });
        }
    }

    /// What a folder holds: as it was noted if it was not touched since, else as it is read.
    fn listing(&self, folder: &Folder<W::Options>, room: &mut Vec<u8>) -> io::Result<Listing> {
        failpoint::hit("source.folder")?;
        let Some(listings) = &folder.listings else { return Listing::read(&folder.path, room) };
        let (noted, metadata) = listings.get(&folder.path);
        if let Some(listing) = noted.and_then(Listing::decode) {
            return Ok(listing);
        }
        let listing = Listing::read(&folder.path, room)?;
        if let (Some(metadata), Some(bytes)) = (metadata, listing.encode()) {
            listings.note(&folder.path, &metadata, &bytes);
        }
        Ok(listing)
    }

    /// Whether a folder or file is met for the first time.
    fn enter(&self, path: &Path) -> bool {
        let Some(entered) = &self.entered else { return true };
        entered.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf())
    }

    fn configuration(
        &self,
        settings: Arc<SourceSettings>,
    ) -> anyhow::Result<Arc<FolderConfiguration<W::Options>>> {
        let address = Arc::as_ptr(&settings) as usize;
        let mut known = self.configuration.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(configuration) = known.get(&address) {
            return Ok(Arc::clone(configuration));
        }
        let (filter, options) = (Filter::new(&settings)?, self.work.options(&settings)?);
        let configuration = Arc::new(FolderConfiguration { settings, filter, options });
        known.insert(address, Arc::clone(&configuration));
        Ok(configuration)
    }

    /// Notes what keeps the request from being carried out, the first time.
    fn fail(&self, error: anyhow::Error) {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.get_or_insert(error);
    }
}

thread_local! {
    /// While a file is worked on, what a panic had to say.
    static GUARDED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics in files from being printed: they become diagnostics.
fn catch_panics_quietly() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_guarded = GUARDED.with_borrow_mut(|guarded| match guarded {
                Some(message) => {
                    *message = info.to_string().replace('\n', " ");
                    true
                }
                None => false,
            });
            if !is_guarded {
                usual(info);
            }
        }));
    });
}
