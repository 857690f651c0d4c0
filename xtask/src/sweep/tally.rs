//! What became of the trials of one part of the sweep.

/// How many problems of one trial are printed.
const MOST_PROBLEMS: usize = 4;

/// How one trial ended.
pub(super) enum Outcome {
    /// Nothing was wrong at any time.
    Survived,
    /// The next run put right what the first had left.
    Repaired,
    /// An error said what was wrong, and nothing was changed.
    Refused,
}

/// The trials of one part, counted.
pub(super) struct Tally {
    name: String,
    survived: usize,
    repaired: usize,
    refused: usize,
    failed: usize,
    /// The bytes of the user's files that are nowhere any more.
    lost: usize,
}

impl Tally {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), survived: 0, repaired: 0, refused: 0, failed: 0, lost: 0 }
    }

    /// Counts a trial, and prints what was wrong with it, under its name.
    pub(super) fn count(&mut self, trial: &str, outcome: Outcome, problems: &[String], lost: usize) {
        self.lost += lost;
        if problems.is_empty() && lost == 0 {
            match outcome {
                Outcome::Survived => self.survived += 1,
                Outcome::Repaired => self.repaired += 1,
                Outcome::Refused => self.refused += 1,
            }
            return;
        }
        self.failed += 1;
        for problem in problems.iter().take(MOST_PROBLEMS) {
            println!("   {}: {trial}: {}", self.name, shortened(problem));
        }
        if problems.len() > MOST_PROBLEMS {
            println!("   {}: {trial}: and {} more", self.name, problems.len() - MOST_PROBLEMS);
        }
        if lost > 0 {
            println!("   {}: {trial}: {lost} bytes of the user are lost", self.name);
        }
    }

    /// The trials that failed.
    pub(super) fn failed(&self) -> usize {
        self.failed
    }

    /// The line above the lines of [`Tally::print`].
    pub(super) fn print_header() {
        println!(
            "{:<40} {:>6} {:>8} {:>8} {:>7} {:>6} {:>10}",
            "part", "trials", "survived", "repaired", "refused", "failed", "bytes lost"
        );
    }

    pub(super) fn print(&self) {
        let Self { name, survived, repaired, refused, failed, lost } = self;
        let trials = survived + repaired + refused + failed;
        println!("{name:<40} {trials:>6} {survived:>8} {repaired:>8} {refused:>7} {failed:>6} {lost:>10}");
    }
}

/// The first lines of a message, on one line.
fn shortened(message: &str) -> String {
    let lines: Vec<&str> = message.lines().map(str::trim).filter(|line| !line.is_empty()).take(4).collect();
    lines.join(" / ")
}
