//! The options of everything that resolves.

use clap::Args;
use naja_config::GivenOption;

use super::Given;

/// Where packages come from.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Index options")]
pub(crate) struct IndexArgs {
    /// Use this index instead of the default one, after all others
    #[arg(long, value_name = "URL")]
    pub(crate) default_index: Option<String>,
    /// Query this index before the default one; the first index that has a package provides it
    #[arg(long, value_name = "[NAME=]URL")]
    pub(crate) index: Vec<String>,
}

/// Which of the versions that satisfy the requirements is chosen.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct VersionArgs {
    /// Which prereleases may be chosen
    #[arg(long, value_name = "MODE", value_parser = ["disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit"])]
    pub(crate) prerelease: Option<String>,
    /// Which of the versions that fit is chosen
    #[arg(long, value_name = "MODE", value_parser = ["highest", "lowest", "lowest-direct"])]
    pub(crate) resolution: Option<String>,
    /// Decide about the prereleases of one package
    #[arg(long, value_name = "PACKAGE=MODE")]
    pub(crate) prerelease_package: Vec<String>,
    /// Give each Python its newest version, or all of them one version where there is one
    #[arg(long, value_name = "STRATEGY", value_parser = ["requires-python", "fewest"])]
    pub(crate) fork_strategy: Option<String>,
    /// Leave out files uploaded after this date or time (RFC 3339), or within this duration
    #[arg(long, value_name = "DATE|DURATION")]
    pub(crate) exclude_newer: Option<String>,
    /// Leave out newer files of one package
    #[arg(long, value_name = "PACKAGE=DATE")]
    pub(crate) exclude_newer_package: Vec<String>,
}

/// How versions are chosen.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Resolver options")]
pub(crate) struct ResolveArgs {
    /// Allow upgrades of all packages
    #[arg(short = 'U', long)]
    pub(crate) upgrade: bool,
    /// Allow upgrades of this package
    #[arg(short = 'P', long, value_name = "PACKAGE")]
    pub(crate) upgrade_package: Vec<String>,
    #[command(flatten)]
    pub(crate) versions: VersionArgs,
    #[command(flatten)]
    pub(crate) index: IndexArgs,
}

impl IndexArgs {
    fn give(&self, given: &mut Given) {
        given.text("default-index", self.default_index.as_deref(), "--default-index");
        if !self.index.is_empty() {
            given.text("index", Some(&self.index.join(" ")), "--index");
        }
    }
}

impl ResolveArgs {
    /// The options that stand for settings.
    pub(crate) fn given(&self) -> Vec<GivenOption> {
        let mut given = Given::default();
        self.versions.give(&mut given);
        self.index.give(&mut given);
        given.0
    }
}

impl VersionArgs {
    fn give(&self, given: &mut Given) {
        given.text("prerelease", self.prerelease.as_deref(), "--prerelease");
        given.text("resolution", self.resolution.as_deref(), "--resolution");
        given.text("fork-strategy", self.fork_strategy.as_deref(), "--fork-strategy");
        given.text("exclude-newer", self.exclude_newer.as_deref(), "--exclude-newer");
        for (key, values, option) in [
            ("prerelease-package", &self.prerelease_package, "--prerelease-package"),
            ("exclude-newer-package", &self.exclude_newer_package, "--exclude-newer-package"),
        ] {
            if !values.is_empty() {
                given.text(key, Some(&values.join("\n")), option);
            }
        }
    }
}

/// How far the lock may be changed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct LockPolicyArgs {
    /// Require the lock to be up to date
    #[arg(long, conflicts_with = "frozen")]
    pub(crate) locked: bool,
    /// Use the lock without checking that it is up to date
    #[arg(long)]
    pub(crate) frozen: bool,
}
