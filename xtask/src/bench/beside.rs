//! naja and ruff in turn on the same folders, as whole processes.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::{folders_or, median};
use crate::process::Figure;

/// What is measured, and how often.
pub(super) struct Beside {
    pub(super) naja: PathBuf,
    pub(super) ruff: PathBuf,
    /// The runs that count; one more warms up.
    pub(super) runs: usize,
    pub(super) folders: Vec<PathBuf>,
}

/// What the runs have cost, each of naja's beside one of ruff's.
pub(super) struct Figures([Vec<Figure>; 2]);

/// The corpora that are measured unless folders are given.
const CORPORA: [&str; 4] = ["django", "sympy", "pandas", "homeassistant"];

impl Beside {
    /// Reads the arguments: `--peers DIR` names the folder with ruff, `--naja PATH` the binary, `--runs N` the counted runs;
    /// folders can be given instead of the corpora.
    ///
    /// # Errors
    /// When an argument is not one of these, or the corpora can't be had.
    pub(super) fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut beside = Self {
            naja: crate::task::root().join("target/dist/naja"),
            ruff: PathBuf::from("ruff"),
            runs: 7,
            folders: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("{argument} takes a value"));
            match argument.as_str() {
                "--naja" => beside.naja = value()?.into(),
                "--peers" => beside.ruff = Path::new(value()?).join("ruff"),
                "--runs" => beside.runs = value()?.parse()?,
                flag if flag.starts_with('-') => bail!("`{flag}` is not known here"),
                folder => beside.folders.push(folder.into()),
            }
        }
        beside.folders = folders_or(beside.folders, &CORPORA)?;
        Ok(beside)
    }

    /// Runs both tools in turn, the other one first in every second round. `run` gets the binary, and whether it is naja's.
    ///
    /// # Errors
    /// When a run fails.
    pub(super) fn in_turn(
        &self,
        run: impl Fn(&Path, bool) -> anyhow::Result<Figure>,
    ) -> anyhow::Result<Figures> {
        let mut figures = [Vec::new(), Vec::new()];
        for round in 0..=self.runs {
            for side in [round % 2, 1 - round % 2] {
                let figure = run([&self.naja, &self.ruff][side], side == 0)?;
                if round > 0 {
                    figures[side].push(figure);
                }
            }
        }
        Ok(Figures(figures))
    }
}

impl Figures {
    /// The median of naja's part to ruff's, over the rounds.
    pub(super) fn ratio(&self, part: fn(&Figure) -> f64) -> f64 {
        let [ours, theirs] = &self.0;
        median(ours.iter().zip(theirs).map(|(ours, theirs)| part(ours) / part(theirs)).collect())
    }

    /// The medians of a part: naja's and ruff's.
    pub(super) fn typical(&self, part: fn(&Figure) -> f64) -> [f64; 2] {
        self.0.each_ref().map(|figures| median(figures.iter().map(part).collect()))
    }
}
