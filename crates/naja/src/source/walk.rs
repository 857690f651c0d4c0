//! Finding files and working on them, both at once, on all cores.
//!
//! Every thread takes what is next: a folder, whose entries become new work, or a file. What is found to be said is sorted by
//! path in the end, so the order does not depend on the threads.

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

use super::cache::Listings;
use super::filter::lexically;
use super::ignores::IgnoreState;
use super::listing::{Kind, Listing, Marks};
use super::queue::{Queue, Task};
use super::{Filter, Purpose};
use crate::context::Context;

/// What is done with each file.
pub(crate) trait Work: Sync {
    /// The settings in the shape that the work needs.
    type Options: Send + Sync;
    /// What a thread keeps between files.
    type Scratch: Default;
    /// What is to be said about a file.
    type Outcome: Send;

    /// What the files are wanted for.
    fn purpose(&self) -> Purpose;
    /// Makes the options once for each configuration.
    fn options(&self, settings: &SourceSettings) -> anyhow::Result<Self::Options>;
    /// Works on a file; `None` where there is nothing to say.
    fn file(
        &self,
        path: &Path,
        governed: &Governed<Self::Options>,
        scratch: &mut Self::Scratch,
    ) -> Option<Self::Outcome>;
    /// Whether files are changed.
    fn writes(&self) -> bool;
    /// Where what is found out about folders is kept, if anywhere.
    fn cache_folder(&self) -> Option<&Path>;
    /// Called for each configuration at the end.
    fn finish(&self, _options: &Self::Options) {}
    /// What becomes of a file or folder that can't be worked on.
    fn failed(&self, diagnostic: Box<Diagnostic>) -> Self::Outcome;
}

/// A configuration, ready for use.
pub(crate) struct Governed<O> {
    /// The settings.
    pub(crate) settings: Arc<SourceSettings>,
    /// Which files are taken.
    pub(crate) filter: Filter,
    /// The settings in the shape that the work needs.
    pub(crate) options: O,
}

/// What is to be said, by path.
pub(crate) type Told<T> = Vec<(PathBuf, T)>;

struct Folder<O> {
    path: PathBuf,
    outer: Arc<Governed<O>>,
    ignores: IgnoreState,
    listings: Option<Arc<Listings>>,
}

struct File<O> {
    path: PathBuf,
    governed: Arc<Governed<O>>,
}

/// What all threads share.
struct Run<'a, W: Work> {
    work: &'a W,
    context: &'a Context,
    config: &'a SourceConfig,
    queue: Queue<Folder<W::Options>, File<W::Options>>,
    /// By the address of the settings, which live as long as the run.
    governed: Mutex<HashMap<usize, Arc<Governed<W::Options>>>>,
    /// Folders that were entered, where two starts may lead to the same one.
    entered: Option<Mutex<HashSet<PathBuf>>>,
    failure: Mutex<Option<anyhow::Error>>,
    listings: Vec<Arc<Listings>>,
}

/// Works on `paths` (files, or folders with all that is below them; the working folder if there are none), and yields what is to
/// be said, sorted by path.
pub(crate) fn run<W: Work>(
    context: &Context,
    config: &SourceConfig,
    work: &W,
    paths: &[PathBuf],
) -> anyhow::Result<Told<W::Outcome>> {
    let mut run = Run {
        work,
        context,
        config,
        queue: Queue::new(Vec::new(), Vec::new()),
        governed: Mutex::default(),
        entered: (paths.len() > 1).then(Mutex::default),
        failure: Mutex::default(),
        listings: Vec::new(),
    };
    let mut told = run.start(paths)?;
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
            told.append(&mut handle?.join().unwrap_or_default());
        }
        Ok::<_, anyhow::Error>(())
    })?;
    if let Some(error) = run.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    for listings in &run.listings {
        listings.save();
    }
    for governed in run.governed.into_inner().unwrap_or_else(PoisonError::into_inner).values() {
        work.finish(&governed.options);
    }
    told.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(told)
}

/// Runs `work` where deep trees fit on the stack.
pub(crate) fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(naja_syntax::STACK_SIZE).spawn_scoped(scope, work)?;
        thread.join().map_err(|_| anyhow::anyhow!("naja failed on this file: this is a bug in naja"))
    })
}

impl<W: Work> Run<'_, W> {
    /// Looks at what was named: files go to work as they are, folders are walked.
    fn start(&mut self, paths: &[PathBuf]) -> anyhow::Result<Told<W::Outcome>> {
        let (mut folders, mut files, mut told) = (Vec::new(), Vec::new(), Vec::new());
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
                    told.push((whole.clone(), self.work.failed(super::file::unreadable(&whole, &error))));
                    continue;
                }
            };
            let folder = if metadata.is_dir() { Some(whole.as_path()) } else { whole.parent() };
            let settings = self.config.of_folder(folder.unwrap_or(&whole))?;
            let governed = self.governed(settings)?;
            let (filter, purpose) = (&governed.filter, self.work.purpose());
            if filter.force_exclude && filter.excludes_way(&whole, purpose) {
                continue;
            }
            if metadata.is_dir() {
                let listings =
                    self.work.cache_folder().map(|folder| Arc::new(Listings::open(folder, &whole)));
                self.listings.extend(listings.clone());
                let ignores = IgnoreState::above(&whole);
                folders.push(Folder { ignores, path: whole, outer: governed, listings });
            } else if !metadata.is_file() {
                let diagnostic = Box::new(Diagnostic::error("it is not a regular file"));
                told.push((whole, self.work.failed(diagnostic)));
            } else if !filter.black_forbids(&whole, purpose) {
                if self.work.writes() {
                    self.report_recovery(atomic::recover(&whole));
                }
                if let Some(entered) = &self.entered {
                    entered.lock().unwrap_or_else(PoisonError::into_inner).insert(whole.clone());
                }
                files.push(File { path: whole, governed });
            }
        }
        self.queue = Queue::new(folders, files);
        Ok(told)
    }

    fn thread(&self) -> Told<W::Outcome> {
        let mut told = Vec::new();
        let mut scratch = W::Scratch::default();
        let mut room = Vec::new();
        while let Some(task) = self.queue.take() {
            match task {
                Task::Folder(folder) => self.folder(&folder, &mut room, &mut told),
                Task::File(file) => {
                    let outcome = self.guarded(&file, &mut scratch);
                    told.extend(outcome.map(|outcome| (file.path, outcome)));
                }
            }
            self.queue.done();
        }
        told
    }

    /// Works on a file; a panic becomes what is said about it.
    fn guarded(&self, file: &File<W::Options>, scratch: &mut W::Scratch) -> Option<W::Outcome> {
        let work = || {
            #[expect(clippy::panic, reason = "a test asks for it, to see that the other files are worked on")]
            if failpoint::hit("source.file").is_err() {
                panic!("a fail point was hit");
            }
            self.work.file(&file.path, &file.governed, scratch)
        };
        GUARDED.with_borrow_mut(|guarded| *guarded = Some(String::new()));
        let outcome = panic::catch_unwind(AssertUnwindSafe(work));
        let message = GUARDED.take().unwrap_or_default();
        outcome.unwrap_or_else(|_| {
            *scratch = W::Scratch::default();
            let diagnostic = Diagnostic::error("naja failed on this file, and left it as it is")
                .with_note(message)
                .with_help("this is a bug in naja: please report it, with the file if you can");
            Some(self.work.failed(Box::new(diagnostic)))
        })
    }

    /// Reads a folder: its configuration and rules first, then what is to be done with its entries.
    fn folder(&self, folder: &Folder<W::Options>, room: &mut Vec<u8>, told: &mut Told<W::Outcome>) {
        let mut fail = |path: &Path, error: &io::Error| {
            if error.kind() != io::ErrorKind::NotFound {
                told.push((path.to_path_buf(), self.work.failed(super::file::unreadable(path, error))));
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
        let governed = self.config.inner(&folder.path, config, &folder.outer.settings);
        let governed =
            match governed.map_err(anyhow::Error::from).and_then(|settings| self.governed(settings)) {
                Ok(governed) => governed,
                Err(error) => return self.fail(error),
            };
        if listing.is_partial && governed.filter.has_patterns_of_its_own() {
            listing = match Listing::read(&folder.path, room) {
                Ok(listing) => listing,
                Err(error) => return fail(&folder.path, &error),
            };
        }
        let ignores = match governed.filter.respect_gitignore {
            true => folder.ignores.inside(&folder.path, ignores),
            false => IgnoreState::default(),
        };
        let (filter, purpose) = (&governed.filter, self.work.purpose());
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
                        outer: Arc::clone(&governed),
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
                files.push(File { path, governed: Arc::clone(&governed) });
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

    fn governed(&self, settings: Arc<SourceSettings>) -> anyhow::Result<Arc<Governed<W::Options>>> {
        let address = Arc::as_ptr(&settings) as usize;
        let mut known = self.governed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(governed) = known.get(&address) {
            return Ok(Arc::clone(governed));
        }
        let (filter, options) = (Filter::new(&settings)?, self.work.options(&settings)?);
        let governed = Arc::new(Governed { settings, filter, options });
        known.insert(address, Arc::clone(&governed));
        Ok(governed)
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
