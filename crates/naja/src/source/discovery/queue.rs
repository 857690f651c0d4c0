//! The work that is still to be done, shared by all threads: folders to be read, and files found in them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What is still to be done.
pub(super) struct Queue<F, S> {
    state: Mutex<State<F, S>>,
    ready: Condvar,
}

/// A piece of work.
pub(super) enum Task<F, S> {
    /// A folder to read.
    Folder(F),
    /// A file to work on.
    File(S),
}

struct State<F, S> {
    folders: Vec<F>,
    files: Vec<S>,
    /// How many threads are at work, who may yet find more.
    busy: usize,
    /// How many threads wait.
    waiting: usize,
}

/// With this many files at hand, they come before folders.
const ENOUGH: usize = 64;

impl<F, S> Queue<F, S> {
    pub(super) fn new(folders: Vec<F>, files: Vec<S>) -> Self {
        Self { state: Mutex::new(State { folders, files, busy: 0, waiting: 0 }), ready: Condvar::new() }
    }

    /// The next piece of work; `None` when all is done. Whoever has taken one must call [`Queue::done`].
    pub(super) fn take(&self) -> Option<Task<F, S>> {
        let mut state = self.lock();
        loop {
            let task = if state.files.len() >= ENOUGH || state.folders.is_empty() {
                state.files.pop().map(Task::File)
            } else {
                state.folders.pop().map(Task::Folder)
            };
            if task.is_some() {
                state.busy += 1;
                return task;
            }
            if state.busy == 0 {
                self.ready.notify_all();
                return None;
            }
            state.waiting += 1;
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
    }

    /// Adds what a folder held.
    pub(super) fn add(&self, folders: Vec<F>, files: Vec<S>) {
        let mut state = self.lock();
        state.folders.extend(folders);
        state.files.extend(files);
        if state.waiting > 0 {
            self.ready.notify_all();
        }
    }

    /// Says that a piece of work is done.
    pub(super) fn done(&self) {
        let mut state = self.lock();
        state.busy -= 1;
        if state.busy == 0 && state.waiting > 0 && state.folders.is_empty() && state.files.is_empty() {
            self.ready.notify_all();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<F, S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
