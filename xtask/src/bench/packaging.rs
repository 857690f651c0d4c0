//! `cargo xtask bench packaging`: naja and uv in turn on the same input, as whole processes.
//!
//! No-op `lock`, no-op `sync`, `run python -c pass`, warm `sync` into a new environment, warm offline `lock` without a lock
//! file. Printed are the medians of naja/uv, of CPU and of wall time. The caches are warmed first; the network is not used.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, bail};

use super::median;
use crate::ecosystem::projects::INPUTS;

/// Runs the benchmark. `--peers DIR` names the folder with uv, `--naja PATH` the binary, `--runs N` the counted runs.
///
/// # Errors
/// When a tool is missing or fails.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let mut naja = crate::task::root().join("target/release/naja");
    let mut uv = PathBuf::from("uv");
    let mut runs = 11;
    let mut input = &INPUTS[0];
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let value = rest.next().with_context(|| format!("{argument} takes a value"))?;
        match argument.as_str() {
            "--peers" => uv = Path::new(value).join("uv"),
            "--naja" => naja = PathBuf::from(value),
            "--runs" => runs = value.parse()?,
            "--input" => input = INPUTS.iter().find(|input| input.name == value).context("no such input")?,
            _ => bail!("`{argument}` is not known here"),
        }
    }
    let folder = tempfile::Builder::new().prefix("naja-bench-").tempdir()?;
    let sides = [Side::new("naja", naja, folder.path()), Side::new("uv", uv, folder.path())];
    for side in &sides {
        input.write(&side.project, ">=3.11")?;
        side.run(&["lock"])?;
        side.run(&["sync"])?;
    }
    println!("input ({}), {runs} runs in turn, medians of naja/uv", input.name);
    println!("{:<34} {:>8} {:>8}   naja ms (cpu/wall)   uv ms (cpu/wall)", "", "cpu", "wall");
    for case in CASES {
        case.measure(&sides, runs)?;
    }
    Ok(ExitCode::SUCCESS)
}

struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
    /// What is removed from the project before each run.
    without: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case { name: "no-op lock", arguments: &["lock"], without: &[] },
    Case { name: "no-op sync", arguments: &["sync"], without: &[] },
    Case { name: "run python -c pass", arguments: &["run", "python", "-c", "pass"], without: &[] },
    Case { name: "warm sync, new environment", arguments: &["sync"], without: &[".venv"] },
    Case {
        name: "warm offline lock, no lock file",
        arguments: &["lock", "--offline"],
        without: &["pylock.toml", "uv.lock"],
    },
];

impl Case {
    fn measure(&self, sides: &[Side; 2], runs: usize) -> anyhow::Result<()> {
        let mut figures = [Vec::new(), Vec::new()];
        for round in 0..=runs {
            for (side, figures) in sides.iter().zip(&mut figures) {
                for name in self.without {
                    remove(&side.project.join(name))?;
                }
                let figure = side.run(self.arguments)?;
                // The first round only warms up.
                if round > 0 {
                    figures.push(figure);
                }
            }
        }
        let [ours, theirs] = &figures;
        let ratio = |part: fn(&Figure) -> f64| {
            median(ours.iter().zip(theirs).map(|(ours, theirs)| part(ours) / part(theirs)).collect())
        };
        let typical =
            |figures: &[Figure], part: fn(&Figure) -> f64| median(figures.iter().map(part).collect());
        println!(
            "{:<34} {:>7.2}x {:>7.2}x   {:>8.1} / {:<8.1}  {:>8.1} / {:<8.1}",
            self.name,
            ratio(|figure| figure.cpu),
            ratio(|figure| figure.wall),
            typical(ours, |figure| figure.cpu) * 1e3,
            typical(ours, |figure| figure.wall) * 1e3,
            typical(theirs, |figure| figure.cpu) * 1e3,
            typical(theirs, |figure| figure.wall) * 1e3,
        );
        Ok(())
    }
}

/// Seconds of one run.
struct Figure {
    cpu: f64,
    wall: f64,
}

struct Side {
    binary: PathBuf,
    project: PathBuf,
    cache: PathBuf,
}

impl Side {
    fn new(name: &str, binary: PathBuf, folder: &Path) -> Self {
        Self { binary, project: folder.join(name), cache: folder.join(format!("{name}-cache")) }
    }

    fn run(&self, arguments: &[&str]) -> anyhow::Result<Figure> {
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg_cache(&self.cache).current_dir(&self.project);
        let before = children_cpu();
        let start = Instant::now();
        let output =
            command.stdin(Stdio::null()).output().with_context(|| format!("{command:?} does not start"))?;
        let wall = start.elapsed().as_secs_f64();
        if !output.status.success() {
            bail!("{command:?} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
        }
        Ok(Figure { cpu: children_cpu() - before, wall })
    }
}

trait ArgCache {
    fn arg_cache(&mut self, cache: &Path) -> &mut Self;
}

impl ArgCache for Command {
    /// Both tools take their cache folder from the environment.
    fn arg_cache(&mut self, cache: &Path) -> &mut Self {
        self.env("NAJA_CACHE_DIR", cache).env("UV_CACHE_DIR", cache).env_remove("VIRTUAL_ENV")
    }
}

fn remove(path: &Path) -> anyhow::Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)?;
    } else if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// User and system seconds of the children that were waited for, from the kernel's own accounting.
fn children_cpu() -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    #[expect(unsafe_code, reason = "getrusage fills the struct that it is given, which is valid when zeroed")]
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
