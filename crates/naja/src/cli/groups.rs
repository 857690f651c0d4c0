//! The options that choose extras and dependency groups.

use clap::Args;

/// Which extras and groups are meant beside the project's own dependencies.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Extras and groups")]
pub(crate) struct GroupArgs {
    /// Include this extra
    #[arg(long, value_name = "EXTRA")]
    pub(crate) extra: Vec<String>,
    /// Include every extra
    #[arg(long, conflicts_with_all = ["extra", "only_group"])]
    pub(crate) all_extras: bool,
    /// Include this dependency group
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Vec<String>,
    /// Exclude this dependency group
    #[arg(long, value_name = "GROUP")]
    pub(crate) no_group: Vec<String>,
    /// Install only this dependency group, without the project's own dependencies
    #[arg(long, value_name = "GROUP", conflicts_with_all = ["extra", "group"])]
    pub(crate) only_group: Vec<String>,
    /// Include every dependency group
    #[arg(long, conflicts_with = "only_group")]
    pub(crate) all_groups: bool,
    /// Exclude the group `dev`, which is included by default
    #[arg(long)]
    pub(crate) no_dev: bool,
}
