//! What naja does with the settings of other tools that decide what is resolved or installed: one table.
//!
//! Each setting is honoured, refused, or has no effect. A refused one stops a resolution with its place, because ignoring
//! it would install other packages than the project asks for, such as the package of the same name on the index. What has
//! no effect is printed under `-v`. The page docs/reference/compatibility.md is generated from the table.

mod other_tools;
#[cfg(test)]
mod page;
mod pip;
mod review;
mod standard;
#[cfg(test)]
mod tests;
mod uv;
mod workspace;

pub use review::{RefusedSetting, Review, Sources, review};
pub use workspace::refuse_member;

/// What naja does with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It has the meaning that it has for the other tool.
    Honoured,
    /// A resolution stops at it; the help says what to do instead.
    Refused(Extent, &'static str),
    /// It changes nothing that naja resolves or installs; the reason.
    NoEffect(&'static str),
}

/// Which values of a refused setting are refused. Empty arrays and tables and `false` never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of them.
    Every,
    /// A text, member or key that is none of these.
    AllBut(&'static [&'static str]),
    /// A text, member or key that is one of these.
    Only(&'static [&'static str]),
    /// Every source of a package but an index.
    Sources,
}

impl Extent {
    /// Whether a text, a member of an array or a key of a table is refused.
    #[must_use]
    pub fn includes(self, part: &str) -> bool {
        match self {
            Self::Every | Self::Sources => true,
            Self::AllBut(harmless) => !harmless.contains(&part),
            Self::Only(refused) => refused.contains(&part),
        }
    }
}

/// A setting of another tool.
#[derive(Clone, Copy, Debug)]
pub struct PeerSetting {
    /// Its key, option or variable.
    pub name: &'static str,
    /// What naja does with it.
    pub effect: Effect,
}

/// Where the settings of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In a table of pyproject.toml with this dotted path.
    Pyproject(&'static str),
    /// In the environment.
    Variables,
    /// In a requirements file.
    RequirementsFile,
    /// In a configuration file of pip.
    PipConfiguration,
}

/// The settings that are written in one place.
#[derive(Clone, Copy, Debug)]
pub struct PeerTable {
    /// The place.
    pub location: Location,
    /// The settings, by name.
    pub settings: &'static [PeerSetting],
}

impl PeerTable {
    /// The setting called `name`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static PeerSetting> {
        self.settings.iter().find(|setting| setting.name == name)
    }
}

/// Every table.
pub static TABLES: &[&PeerTable] = &[
    &standard::PROJECT,
    &standard::DEPENDENCY_GROUPS,
    &standard::BUILD_SYSTEM,
    &uv::TOOL,
    &uv::VARIABLES,
    &other_tools::POETRY,
    &other_tools::PDM,
    &other_tools::PDM_RESOLUTION,
    &other_tools::HATCH,
    &other_tools::RYE,
    &other_tools::PIXI,
    &pip::REQUIREMENTS_FILE,
    &pip::VARIABLES,
    &pip::CONFIGURATION,
];

/// The setting of `[tool.uv]` and uv.toml called `name`.
#[must_use]
pub fn uv_setting(name: &str) -> Option<&'static PeerSetting> {
    uv::TOOL.find(name)
}

/// Whether the table lists a variable of that name.
#[must_use]
pub fn is_variable(name: &str) -> bool {
    let mut tables = TABLES.iter().filter(|table| table.location == Location::Variables);
    tables.any(|table| table.find(name).is_some())
}

/// What naja does with an option in a requirements file.
#[must_use]
pub fn requirements_option(name: &str) -> Option<&'static PeerSetting> {
    let long = match name {
        "-r" => "--requirement",
        "-c" => "--constraint",
        "-e" => "--editable",
        "-i" => "--index-url",
        "-f" => "--find-links",
        other => other,
    };
    pip::REQUIREMENTS_FILE.find(long)
}

const fn honoured(name: &'static str) -> PeerSetting {
    PeerSetting { name, effect: Effect::Honoured }
}

const fn refused(name: &'static str, help: &'static str) -> PeerSetting {
    refused_values(name, Extent::Every, help)
}

const fn refused_values(name: &'static str, extent: Extent, help: &'static str) -> PeerSetting {
    PeerSetting { name, effect: Effect::Refused(extent, help) }
}

const fn no_effect(name: &'static str, reason: &'static str) -> PeerSetting {
    PeerSetting { name, effect: Effect::NoEffect(reason) }
}
