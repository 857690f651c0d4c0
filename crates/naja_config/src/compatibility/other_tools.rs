//! Poetry, PDM, Hatch, Rye and Pixi: their tables of pyproject.toml.

use super::{Extent, Location, PeerTable, no_effect, refused, refused_values};

const METADATA: &str = "naja reads the project's metadata from `[project]`";
const BUILDS: &str = "naja does not build projects yet";
const MOVE_GROUPS: &str = "move these requirements to `[dependency-groups]`";
const MOVE_SOURCES: &str = "declare the index with `[[tool.naja.index]]`";

pub(super) static POETRY: PeerTable = PeerTable {
    location: Location::Pyproject("tool.poetry"),
    settings: &[
        no_effect("authors", METADATA),
        no_effect("build", BUILDS),
        no_effect("build-constraints", BUILDS),
        no_effect("classifiers", METADATA),
        refused_values(
            "dependencies",
            Extent::AllBut(&["python"]),
            "move these requirements to `dependencies` of `[project]`",
        ),
        no_effect("description", METADATA),
        refused("dev-dependencies", MOVE_GROUPS),
        no_effect("documentation", METADATA),
        no_effect("exclude", BUILDS),
        refused("extras", "move these extras to `[project.optional-dependencies]`"),
        refused("group", MOVE_GROUPS),
        no_effect("homepage", METADATA),
        no_effect("include", BUILDS),
        no_effect("keywords", METADATA),
        no_effect("license", METADATA),
        no_effect("maintainers", METADATA),
        no_effect("name", METADATA),
        no_effect("package-mode", "naja does not install the project itself yet"),
        no_effect("packages", BUILDS),
        no_effect("plugins", "naja does not install the project itself yet"),
        no_effect("readme", METADATA),
        no_effect("repository", METADATA),
        no_effect("requires-plugins", "it names plugins of Poetry"),
        no_effect("requires-poetry", "it names versions of Poetry"),
        no_effect("scripts", "naja does not install the project itself yet"),
        refused("source", MOVE_SOURCES),
        no_effect("urls", METADATA),
        no_effect("version", METADATA),
    ],
};

pub(super) static PDM: PeerTable = PeerTable {
    location: Location::Pyproject("tool.pdm"),
    settings: &[
        no_effect("build", BUILDS),
        refused("dev-dependencies", MOVE_GROUPS),
        no_effect("distribution", "naja does not install the project itself yet"),
        refused_values(
            "options",
            Extent::Only(&["add", "install", "lock", "sync", "update"]),
            "pass the options of naja's commands instead, and remove these",
        ),
        no_effect("plugins", "it names plugins of PDM"),
        no_effect("publish", "it concerns `pdm publish` only"),
        no_effect("scripts", "they concern `pdm run` only"),
        refused("source", MOVE_SOURCES),
        no_effect("version", METADATA),
    ],
};

pub(super) static PDM_RESOLUTION: PeerTable = PeerTable {
    location: Location::Pyproject("tool.pdm.resolution"),
    settings: &[
        no_effect("allow-prereleases", "set `prerelease` in `[tool.naja]`"),
        refused("excludes", "set `exclude-dependencies` in `[tool.naja]`"),
        refused("overrides", "set `override-dependencies` in `[tool.naja]`"),
        refused("respect-source-order", "naja always respects the order of the indexes: remove it"),
    ],
};

pub(super) static HATCH: PeerTable = PeerTable {
    location: Location::Pyproject("tool.hatch"),
    settings: &[
        no_effect("build", BUILDS),
        no_effect("env", "it concerns Hatch's own environments"),
        no_effect("envs", "they are Hatch's own environments"),
        no_effect("metadata", BUILDS),
        no_effect("publish", "it concerns `hatch publish` only"),
        no_effect("version", BUILDS),
    ],
};

pub(super) static RYE: PeerTable = PeerTable {
    location: Location::Pyproject("tool.rye"),
    settings: &[
        refused("dev-dependencies", MOVE_GROUPS),
        no_effect("managed", "naja manages each project that it is started in"),
        no_effect("scripts", "they concern `rye run` only"),
        refused("sources", MOVE_SOURCES),
        no_effect("universal", "naja's locks are universal"),
        no_effect("virtual", "naja does not install the project itself yet"),
        refused("workspace", "naja does not support workspaces yet"),
    ],
};

pub(super) static PIXI: PeerTable = PeerTable {
    location: Location::Pyproject("tool.pixi"),
    settings: &[
        no_effect("dependencies", "they are Conda packages"),
        no_effect("environments", "they are Pixi's own environments"),
        no_effect("feature", "features belong to Pixi's own environments"),
        no_effect("project", "it concerns Conda packages"),
        refused("pypi-dependencies", "move these requirements to `dependencies` of `[project]`"),
        refused("pypi-options", MOVE_SOURCES),
        no_effect("tasks", "they concern `pixi run` only"),
        no_effect("workspace", "it concerns Conda packages"),
    ],
};
